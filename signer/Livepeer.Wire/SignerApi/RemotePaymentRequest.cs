namespace Livepeer.Wire.SignerApi;

/// <summary>Body of <see cref="SignerPaths.GenerateLivePayment"/>: what is absent is empty.</summary>
/// <remarks>Source: go-livepeer server/remote_signer.go RemotePaymentRequest.</remarks>
public sealed record RemotePaymentRequest
{
    /// <summary>Serialized net.OrchestratorInfo.</summary>
    public byte[] Orchestrator { get; init; } = [];

    /// <summary>State of the session, from the last answer.</summary>
    public byte[] State { get; init; } = [];

    /// <summary>What proves that a signer issued the state.</summary>
    public byte[] Seal { get; init; } = [];

    /// <summary>Name of the work at the orchestrator; wanted whenever there is a state.</summary>
    public string ManifestId { get; init; } = "";

    /// <summary>Label; the same in all requests of a session.</summary>
    public string App { get; init; } = "";

    /// <summary>Units to pay for when the type is empty.</summary>
    public long InPixels { get; init; }

    /// <summary>"", lv2v, live or fixed.</summary>
    public string Type { get; init; } = "";

    /// <summary>The caller's ceiling; null for none.</summary>
    public MaxPrice? MaxPrice { get; init; }

    /// <summary>Serialized net.Capabilities.</summary>
    public byte[] Capabilities { get; init; } = [];

    /// <summary>Whether this continues a session.</summary>
    public bool HasState => State.Length > 0 || Seal.Length > 0;
}
