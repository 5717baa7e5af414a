namespace RemoteSigner.Hosting;

/// <summary>What a host takes from around it. Only tests give other than the defaults.</summary>
public sealed record HostSurroundings
{
    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Epoch of a fresh ledger, so that nonces can be compared with vectors; null takes a random one.</summary>
    public uint? FirstLedgerEpoch { get; init; }

    /// <summary>Runs on the builder after everything was added.</summary>
    public Action<WebApplicationBuilder>? Adjust { get; init; }
}
