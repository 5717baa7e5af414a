using System.Collections.Immutable;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Sources;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>What is known of one orchestrator, and what was last told of it. Learning is for one follower at a time, looking for anybody, publishing for the one publisher.</summary>
internal sealed class WatchedOrchestrator(ListedOrchestrator listed, DiscoveryOptions options, TimeProvider time)
{
    // An orchestrator that misses one question may have been busy; two in a row and it counts as silent.
    private const int MissesUntilSilent = 2;

    // Immutable, swapped whole.
    private Knowledge _known = Knowledge.Nothing;

    // The publisher's alone.
    private Standing? _published;
    private DiscoveredOrchestrator? _view;

    public ListedOrchestrator Listed { get; } = listed;

    public Knowledge Known => Volatile.Read(ref _known);

    /// <summary>Goes on from what is known from elsewhere: from before a restart.</summary>
    public void Restore(Knowledge known) => Volatile.Write(ref _known, known);

    /// <summary>
    /// Takes an answer, or the lack of one. One that fails takes nothing away, but runners of which nothing was heard for longer than the memory go while the orchestrator itself answers.
    /// </summary>
    public void Learn(SurveyResult result)
    {
        var before = Known;
        var now = time.GetUtcNow();
        var after = before with
        {
            Runners = result.Runners is { } nodes ? Same(RunnerAtNode.Payable(nodes, Listed, options.Ceilings), before.Runners) : before.Runners,
            RunnersSeen = result.Runners is null ? before.RunnersSeen : now,
        };
        after = result.Offer switch
        {
            AskResult.Answered answered => after with
            {
                Offer = OfferOf(answered, before.Offer),
                Runners = now - (after.RunnersSeen ?? default) <= options.Memory ? after.Runners : [],
                LastSeen = now,
                RoundTrip = answered.RoundTrip,
                Misses = 0,
                Asked = true,
            },
            _ => after with { Misses = before.Misses == int.MaxValue ? before.Misses : before.Misses + 1, Asked = true },
        };
        Volatile.Write(ref _known, after);
    }

    /// <summary>Drops what it offered.</summary>
    public void Forget()
    {
        var before = Known;
        Interlocked.CompareExchange(ref _known, before with { Offer = null, Runners = [], RunnersSeen = null }, before);
    }

    /// <summary>What is told of it now. Unchanged entries are the same object.</summary>
    /// <param name="nextRevision">Revision of the entry if it says something else than before.</param>
    public DiscoveredOrchestrator Publish(long nextRevision)
    {
        var known = Known;
        var standing = new Standing(StateOf(known), known.Offer, known.Runners);
        var revision = _view is { } view && standing == _published ? view.Revision : nextRevision;
        _published = standing;
        var next = new DiscoveredOrchestrator(Listed, standing.State, known.Offer, known.Runners, known.LastSeen, known.RoundTrip, known.RunnersSeen, revision);
        return _view = next == _view ? _view : next;
    }

    private StandingOffer OfferOf(AskResult.Answered answered, StandingOffer? before)
    {
        var description = answered.Description;
        var offer = StandingOffer.Of(description, description.Offer.TicketParameters?.Recipient ?? default, Listed, options.Ceilings);
        return before is not null && offer.IsSame(before) ? before : offer;
    }

    private OrchestratorState StateOf(Knowledge known) => known switch
    {
        { Offer: null } => OrchestratorState.Unseen,
        { Offer: var offer } when options.Blocked.Contains(offer.Address) || options.Blocked.Contains(offer.Recipient) => OrchestratorState.Blocked,
        { Asked: false } or { Misses: >= MissesUntilSilent } => OrchestratorState.Silent,
        _ => OrchestratorState.Answering,
    };

    private static ImmutableArray<RunnerAtNode> Same(ImmutableArray<RunnerAtNode> now, ImmutableArray<RunnerAtNode> before) => now.AsSpan().SequenceEqual(before.AsSpan()) ? before : now;

    /// <summary>What answers said.</summary>
    /// <param name="Offer">Last offer.</param>
    /// <param name="Runners">Last runners that can be paid.</param>
    /// <param name="LastSeen">Of the offer.</param>
    /// <param name="RoundTrip">Of the offer.</param>
    /// <param name="RunnersSeen">Of the runners.</param>
    /// <param name="Asked">Whether it was asked since the start.</param>
    /// <param name="Misses">Questions without an answer since the last one that had one.</param>
    internal sealed record Knowledge(
        StandingOffer? Offer, ImmutableArray<RunnerAtNode> Runners, DateTimeOffset? LastSeen, TimeSpan? RoundTrip, DateTimeOffset? RunnersSeen, bool Asked, int Misses)
    {
        public static Knowledge Nothing { get; } = new(null, [], null, null, null, Asked: false, Misses: 0);
    }

    // What makes a change worth telling. Equal parts are kept as the same objects, so that comparing is cheap.
    private sealed record Standing(OrchestratorState State, StandingOffer? Offer, ImmutableArray<RunnerAtNode> Runners);
}
