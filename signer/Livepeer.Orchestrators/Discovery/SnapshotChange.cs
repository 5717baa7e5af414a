using System.Collections.Immutable;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>What is different between two states of the list, for one filter.</summary>
/// <param name="Added">New on the list, or matching now.</param>
/// <param name="Changed">Matching before and now, and saying something else.</param>
/// <param name="Removed">No longer on the list, or matching no more.</param>
public sealed record SnapshotChange(
    ImmutableArray<DiscoveredOrchestrator> Added, ImmutableArray<DiscoveredOrchestrator> Changed, ImmutableArray<DiscoveredOrchestrator> Removed)
{
    /// <summary>Whether there is nothing to tell.</summary>
    public bool IsEmpty => Added.IsEmpty && Changed.IsEmpty && Removed.IsEmpty;

    /// <summary>Compares two states, however far apart: who was slow gets one step from what he has to what is.</summary>
    /// <param name="before">What the caller has.</param>
    /// <param name="now">What is.</param>
    /// <param name="filter">What the caller looks for.</param>
    public static SnapshotChange Between(DiscoverySnapshot before, DiscoverySnapshot now, OrchestratorFilter filter)
    {
        var added = ImmutableArray.CreateBuilder<DiscoveredOrchestrator>();
        var changed = ImmutableArray.CreateBuilder<DiscoveredOrchestrator>();
        var removed = ImmutableArray.CreateBuilder<DiscoveredOrchestrator>();
        foreach (var orchestrator in now.Orchestrators)
        {
            if (orchestrator.Revision <= before.Revision)
            {
                continue;
            }

            var matched = before.Find(orchestrator.Listed) is { } former && filter.Matches(former);
            switch (matched, filter.Matches(orchestrator))
            {
                case (false, true):
                    added.Add(orchestrator);
                    break;
                case (true, true):
                    changed.Add(orchestrator);
                    break;
                case (true, false):
                    removed.Add(orchestrator);
                    break;
                default:
                    break;
            }
        }

        removed.AddRange(before.Orchestrators.Where(former => now.Find(former.Listed) is null && filter.Matches(former)));
        return new SnapshotChange(added.ToImmutable(), changed.ToImmutable(), removed.ToImmutable());
    }
}
