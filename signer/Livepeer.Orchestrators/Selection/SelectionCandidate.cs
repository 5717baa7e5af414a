using Livepeer.Payments.Money;

namespace Livepeer.Orchestrators.Selection;

/// <summary>What a selection may look at.</summary>
/// <param name="LatencyScore">Smoothed work time over nominal time; null when the orchestrator never worked for this process.</param>
/// <param name="RoundTrip">Last GetOrchestrator.</param>
/// <param name="Price">Wei per unit; null without a price.</param>
public sealed record SelectionCandidate(double? LatencyScore, TimeSpan RoundTrip, Rational? Price);
