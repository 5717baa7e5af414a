using Livepeer.Crypto;
using Livepeer.Orchestrators.Health;

namespace Livepeer.Orchestrators.Catalog;

/// <summary>How the directory is kept.</summary>
public sealed record DirectoryOptions
{
    /// <summary>Time between two rounds of asking, 5 s to 1 h; each is up to a fifth longer or shorter. Default 60 s.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Questions in flight at once, 1 to 256. Default 16.</summary>
    public int ConcurrentAsks { get; init; } = 16;

    /// <summary>Orchestrators that are kept, 1 to 10,000; what lists name beyond is left out. Default 1,000, ten times the active set.</summary>
    public int MaxOrchestrators { get; init; } = 1000;

    /// <summary>How long at least an orchestrator that left all lists keeps its connections; while it is leased it keeps them anyhow. Default 10 minutes.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Orchestrators that are never used, by the address they sign with. go-livepeer's <c>-orchBlocklist</c>.</summary>
    public IReadOnlySet<EthAddress> Blocked { get; init; } = new HashSet<EthAddress>();

    /// <summary>How failures are remembered.</summary>
    public HealthOptions Health { get; init; } = new();

    /// <summary>Throws when a value is out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the value.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(RefreshInterval, TimeSpan.FromSeconds(5));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RefreshInterval, TimeSpan.FromHours(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(ConcurrentAsks, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ConcurrentAsks, 256);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxOrchestrators, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxOrchestrators, 10_000);
    }
}
