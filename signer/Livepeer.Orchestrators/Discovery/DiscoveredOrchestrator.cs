using System.Collections.Immutable;
using Livepeer.Orchestrators.Sources;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>One orchestrator of the list, as it is known now. Immutable.</summary>
/// <param name="Listed">Where it is asked, and whether the operator vouches for it.</param>
/// <param name="State">Whether it answers.</param>
/// <param name="Offer">What it offered last; null when nothing is known.</param>
/// <param name="Runners">Runners that it announced last and that can be paid.</param>
/// <param name="LastSeen">When it last answered; null if never.</param>
/// <param name="RoundTrip">How long that took, connecting included; null if it never answered.</param>
/// <param name="RunnersSeen">When it last announced its runners, or that it has none; null if never.</param>
/// <param name="Revision">The revision of the list that changed this entry last. Times alone change no entry.</param>
public sealed record DiscoveredOrchestrator(
    ListedOrchestrator Listed,
    OrchestratorState State,
    StandingOffer? Offer,
    ImmutableArray<RunnerAtNode> Runners,
    DateTimeOffset? LastSeen,
    TimeSpan? RoundTrip,
    DateTimeOffset? RunnersSeen,
    long Revision);
