using System.Text.Json.Serialization;

namespace DevOrchestrator.Byoc;

/// <summary>The header Livepeer-Eth-Address, under base64: who asks for a token.</summary>
/// <param name="Addr">Address as the sender writes it; the signature is over this text.</param>
/// <param name="Sig">0x and 130 hex digits.</param>
internal sealed record JobSenderJson([property: JsonPropertyName("addr")] string Addr, [property: JsonPropertyName("sig")] string Sig)
{
    public const string HeaderName = "Livepeer-Eth-Address";
}
