namespace DevNet;

/// <summary>How the network is started.</summary>
internal sealed record NetworkOptions
{
    /// <summary>Keys, ledger, logs of this run; emptied at start.</summary>
    public required string Folder { get; init; }

    /// <summary>Every port is chosen by the system instead of the documented ones: for tests, and for a second network beside the first.</summary>
    public bool FreePorts { get; init; }

    /// <summary>Orchestrators, 1 to 8.</summary>
    public int Orchestrators { get; init; } = 2;

    /// <summary>More arguments for every orchestrator.</summary>
    public IReadOnlyList<string> OrchestratorArguments { get; init; } = [];

    /// <summary>More arguments for the gateway.</summary>
    public IReadOnlyList<string> GatewayArguments { get; init; } = [];

    /// <summary>More arguments for the signer.</summary>
    public IReadOnlyList<string> SignerArguments { get; init; } = [];
}
