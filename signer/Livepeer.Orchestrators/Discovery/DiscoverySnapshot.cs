using System.Collections.Immutable;
using Livepeer.Orchestrators.Sources;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>The whole list at one moment. Immutable; whoever holds one costs nobody anything.</summary>
public sealed class DiscoverySnapshot
{
    private readonly Lazy<Dictionary<ListedOrchestrator, DiscoveredOrchestrator>> _byOrchestrator;

    internal DiscoverySnapshot(long revision, ImmutableArray<DiscoveredOrchestrator> orchestrators, DiscoveryCounts counts, Task superseded)
    {
        Revision = revision;
        Orchestrators = orchestrators;
        Counts = counts;
        Superseded = superseded;
        _byOrchestrator = new(() => orchestrators.ToDictionary(orchestrator => orchestrator.Listed));
    }

    /// <summary>Grows with every change of any entry; 0 before anything is known. Starts anew with the program.</summary>
    public long Revision { get; }

    /// <summary>In the order of the lists, without who is blocked.</summary>
    public ImmutableArray<DiscoveredOrchestrator> Orchestrators { get; }

    /// <summary>How many are in which state.</summary>
    public DiscoveryCounts Counts { get; }

    /// <summary>Completes when there is a list of another revision.</summary>
    public Task Superseded { get; }

    internal DiscoveredOrchestrator? Find(ListedOrchestrator orchestrator) => _byOrchestrator.Value.GetValueOrDefault(orchestrator);
}

/// <summary>Orchestrators by state, and how fresh the list is.</summary>
/// <param name="Answering">Answer.</param>
/// <param name="Silent">Answered once, but not lately.</param>
/// <param name="Unseen">Never answered, or too long ago.</param>
/// <param name="Blocked">Blocked.</param>
/// <param name="LastSeen">When anybody last answered; null if nobody ever did.</param>
/// <param name="FailingSources">Lists that could not be read the last time; their last content stays in force.</param>
public sealed record DiscoveryCounts(int Answering, int Silent, int Unseen, int Blocked, DateTimeOffset? LastSeen, int FailingSources)
{
    /// <summary>All that are watched.</summary>
    public int Total => Answering + Silent + Unseen + Blocked;
}
