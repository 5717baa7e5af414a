using System.Collections.Immutable;
using Livepeer.Orchestrators.Sources;
using Microsoft.Extensions.Logging;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>Makes a new state of the list of what is known of everybody. For one publisher at a time; looking is for anybody.</summary>
internal sealed partial class DiscoveryPublisher(OrchestratorRoster roster, MergedLists lists, DiscoveryOptions options, TimeProvider time, ILogger logger)
{
    // Besides the time: an orchestrator that was not even asked lately has not failed.
    private const int MissesUntilForgotten = 3;

    private TaskCompletionSource _superseded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Immutable, swapped whole.
    private DiscoverySnapshot? _current;

    public DiscoverySnapshot Current => Volatile.Read(ref _current) ?? new DiscoverySnapshot(0, [], new(0, 0, 0, 0, null, 0), _superseded.Task);

    public void Publish()
    {
        var before = Current;
        var watched = roster.Watched;
        ForgetWhoIsLongSilent(watched);
        var next = before.Revision + 1;
        var views = watched.Select(one => one.Publish(next)).ToImmutableArray();
        var shown = views.RemoveAll(view => view.State == OrchestratorState.Blocked);
        var isNew = shown.Length != before.Orchestrators.Length || shown.Any(view => view.Revision == next);
        if (!isNew)
        {
            // The times are new, the list says the same: nobody who waits for a change is woken.
            Volatile.Write(ref _current, new DiscoverySnapshot(before.Revision, shown, CountsOf(views), _superseded.Task));
            return;
        }

        var over = _superseded;
        _superseded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _current, new DiscoverySnapshot(next, shown, CountsOf(views), _superseded.Task));
        over.SetResult();
    }

    private DiscoveryCounts CountsOf(ImmutableArray<DiscoveredOrchestrator> views)
    {
        var byState = views.CountBy(view => view.State).ToDictionary();
        return new DiscoveryCounts(
            byState.GetValueOrDefault(OrchestratorState.Answering),
            byState.GetValueOrDefault(OrchestratorState.Silent),
            byState.GetValueOrDefault(OrchestratorState.Unseen),
            byState.GetValueOrDefault(OrchestratorState.Blocked),
            views.Max(view => view.LastSeen),
            lists.Failing);
    }

    // When nobody was seen within the time everything stays: a list that is old is better than none, and the fault is probably here.
    private void ForgetWhoIsLongSilent(ImmutableArray<WatchedOrchestrator> watched)
    {
        var since = time.GetUtcNow() - options.Memory;
        if (!watched.Any(one => one.Known is { Offer: not null } known && known.LastSeen >= since))
        {
            return;
        }

        foreach (var one in watched)
        {
            if (one.Known is { Offer: not null, Misses: >= MissesUntilForgotten, LastSeen: { } lastSeen } && lastSeen < since)
            {
                one.Forget();
                Log.Forgotten(logger, one.Listed.Uri, lastSeen);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1313, LogLevel.Information, "Orchestrator {uri} has not answered since {lastSeen:u}; what it offered is dropped.")]
        public static partial void Forgotten(ILogger logger, Uri uri, DateTimeOffset lastSeen);
    }
}
