namespace DevOrchestrator.Tests.Byoc;

/// <summary>
/// A job and its signatures as published: the development key of address 0xf39F…2266, id job-1, capability echo, timeout 30 s,
/// request {"run": "echo"}, parameters {}. V0 is what go-livepeer v0.9.1 signs, V1 the form of its pull request 3869.
/// </summary>
internal static class PublishedJob
{
    public const string Sender = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

    public const string V0Message = "7b2272756e223a20226563686f227d7b7d";

    public const string V1Message =
        "4c505f42594f435f4a4f425f563100000000001e000000056a6f622d31000000046563686f0000000f7b2272756e223a20226563686f227d000000027b7d";

    public const string V1Signature =
        "0x9d8ac7600462a1025efee4b2d168e7e7cfb2cb9162fe96ab9f411a8069bc638c6e96dc6a505bd6502e93bcac1a04ac1e671d46ff6949bb9d02f18aad5b244da01c";

    /// <summary>The header Livepeer, signed in form V0, with the members that Go gateways add.</summary>
    public const string V0Header =
        "eyJpZCI6ImpvYi0xIiwicmVxdWVzdCI6IntcInJ1blwiOiBcImVjaG9cIn0iLCJwYXJhbWV0ZXJzIjoie30iLCJjYXBhYmlsaXR5IjoiZWNobyIsImNhcGFiaWxpdHlfdXJsIjoiIiwic2VuZGVyIjoiMHhmMzlGZDZlNTFhYWQ4OEY2RjRjZTZhQjg4MjcyNzljZmZGYjkyMjY2Iiwic2lnIjoiMHgyNzRlY2I1OWFmNWI1YmRlZjA1MjZjYWY0MTUyNTJmYTEzZmY5NzcxMjNhZDBmZThmMDZlOWU0NzFlYmM0ZmIxNTg0Y2FhOWVlMTY0M2IwODM5NjY1YzFiZGZhNDI2NGFlZmRhZjUwNjAzODEyOTE3OTRkYWY5OGY3ZWJlMmRkZTFiIiwidGltZW91dF9zZWNvbmRzIjozMCwiT3JjaFNlYXJjaFRpbWVvdXQiOjEwMDAwMDAwMDAsIk9yY2hTZWFyY2hSZXNwVGltZW91dCI6NTAwMDAwMDAwfQ==";

    /// <summary>The header Livepeer-Eth-Address.</summary>
    public const string EthAddressHeader =
        "eyJhZGRyIjoiMHhmMzlGZDZlNTFhYWQ4OEY2RjRjZTZhQjg4MjcyNzljZmZGYjkyMjY2Iiwic2lnIjoiMHg0N2Q2NjAwOGMyYzViMDY3MWI4ZTdiNDNiNjIyNDVhZTljNGJhNWY2ZmY3ZTk0MzI4YjY4ZWI0NTA5MGNiMTA4MDgxNWRlYzY3YTIwYmRlYzE1Y2U3OTRjOWNlMjcxZmE4ZTY1NTJkNmIwOTc2YWI3YTBiOTJkNTUxNmIzMmVmMzFjIn0=";
}
