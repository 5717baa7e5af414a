using Livepeer.Payments.Money;

namespace GatewayLite.Pipelines.Status;

/// <summary>A stream at one moment; immutable.</summary>
/// <param name="StreamId">Name of the stream.</param>
/// <param name="ManifestId">Name that orchestrators see.</param>
/// <param name="StartedAt">When it was accepted.</param>
/// <param name="Orchestrator">Who transcodes now; null before the first lease and between two.</param>
/// <param name="Standby">Who takes over next; null when there is none yet.</param>
/// <param name="SegmentsRead">Source segments so far.</param>
/// <param name="SegmentsTranscoded">Of these, delivered with all renditions.</param>
/// <param name="SegmentsLost">Of these, gaps.</param>
/// <param name="SegmentsInFlight">Of these, undecided.</param>
/// <param name="Tickets">Tickets made.</param>
/// <param name="PaidExpectedValue">Expected value of these tickets in wei, exact.</param>
/// <param name="Failovers">How often another orchestrator became the one in use.</param>
/// <param name="LastLatencyScore">Time that the last segment took in multiples of its duration, in thousandths; null before the first.</param>
/// <param name="LastError">Last failure of an attempt or of a payment, empty when there was none.</param>
/// <param name="LastErrorAt">When that was.</param>
public sealed record VideoStreamStatus(
    string StreamId,
    string ManifestId,
    DateTimeOffset StartedAt,
    Uri? Orchestrator,
    Uri? Standby,
    long SegmentsRead,
    long SegmentsTranscoded,
    long SegmentsLost,
    int SegmentsInFlight,
    long Tickets,
    Rational PaidExpectedValue,
    long Failovers,
    int? LastLatencyScore,
    string LastError,
    DateTimeOffset? LastErrorAt);
