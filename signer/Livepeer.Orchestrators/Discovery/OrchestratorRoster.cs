using System.Collections.Immutable;
using Livepeer.Orchestrators.Sources;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>Who is watched: what the lists name, nodes that those name, and from before a restart whom the lists may still name. For one writer at a time.</summary>
internal sealed class OrchestratorRoster(DiscoveryOptions options, TimeProvider time)
{
    // Immutable, swapped whole.
    private ImmutableArray<WatchedOrchestrator> _watched = [];

    /// <summary>In the order of the lists; nodes after all that is listed.</summary>
    public ImmutableArray<WatchedOrchestrator> Watched => ImmutableInterlocked.InterlockedCompareExchange(ref _watched, default, default);

    /// <summary>Adds whom a stored state knows.</summary>
    public void Restore(IEnumerable<WatchedOrchestrator> stored) => ImmutableInterlocked.InterlockedExchange(ref _watched, [.. stored.Take(options.MaxOrchestrators)]);

    /// <summary>Brings the roster in line with the lists.</summary>
    /// <param name="listed">All that is listed.</param>
    /// <param name="complete">Whether every list could be read: only then does anybody go who is not named.</param>
    /// <returns>Whether anybody came or went.</returns>
    public bool Apply(IReadOnlyList<ListedOrchestrator> listed, bool complete)
    {
        var before = Watched;
        var known = before.ToDictionary(watched => watched.Listed);
        var named = listed.Select(Continued).ToList();
        var after = named.ToList();

        // While a list is unread nobody goes. Then whom the operator took off a list goes at once, with the nodes that he named; of others nobody before somebody who stays has an
        // offer, so that a list of strangers that changes as a whole leaves no gap.
        var stays = after.Select(watched => watched.Listed).ToHashSet();
        var unnamed = before.Where(watched => !stays.Contains(watched.Listed)).ToList();
        if (!complete)
        {
            after.AddRange(unnamed);
        }
        else if (!after.Exists(watched => watched.Known.Offer is not null))
        {
            var withdrawn = unnamed.Where(watched => watched.Listed.Configured).SelectMany(watched => Nodes(watched).Prepend(watched.Listed)).ToHashSet();
            after.AddRange(unnamed.Where(watched => !withdrawn.Contains(watched.Listed)));
        }

        var present = after.Select(watched => watched.Listed).ToHashSet();
        after.AddRange(named.SelectMany(Nodes).Where(present.Add).Select(Continued));
        ImmutableArray<WatchedOrchestrator> next = [.. after.Take(options.MaxOrchestrators)];
        ImmutableInterlocked.InterlockedExchange(ref _watched, next);
        return !next.SequenceEqual(before);

        WatchedOrchestrator Continued(ListedOrchestrator orchestrator)
        {
            if (known.TryGetValue(orchestrator, out var same) && same.Listed.Configured == orchestrator.Configured)
            {
                return same;
            }

            // Whom the operator vouches for decides where connections may go, so they are opened anew. What was learned stays, unless it was believed because he vouched.
            var watched = new WatchedOrchestrator(orchestrator, options, time);
            watched.Restore(same is { Listed.Configured: false } ? same.Known : WatchedOrchestrator.Knowledge.Nothing);
            return watched;
        }
    }

    // Nobody vouches for what an orchestrator names, so it must be at a public address. Nodes of nodes are not followed. Source: go-livepeer discovery/db_discovery.go.
    private IEnumerable<ListedOrchestrator> Nodes(WatchedOrchestrator watched)
    {
        var left = options.ExtraNodes;
        foreach (var node in watched.Known.Offer?.Nodes ?? [])
        {
            if (left > 0 && OrchestratorUri.TryParse(node, out var uri) && AnnouncedAddress.MayBeTold(uri, watched.Listed with { Configured = false }))
            {
                left--;
                yield return new ListedOrchestrator(uri, Configured: false);
            }
        }
    }
}
