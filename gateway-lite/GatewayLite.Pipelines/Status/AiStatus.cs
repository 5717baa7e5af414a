using Livepeer.Payments.Money;

namespace GatewayLite.Pipelines.Status;

/// <summary>All AI work at one moment; immutable.</summary>
/// <param name="Jobs">Requests that were well formed and admitted.</param>
/// <param name="Succeeded">Of these, answered.</param>
/// <param name="Failed">Of these, failed; client's faults and cancellations are not in here.</param>
/// <param name="RejectedBusy">Requests turned away because too many were running and waiting.</param>
/// <param name="InFlight">Running now.</param>
/// <param name="Waiting">Waiting for a place now.</param>
/// <param name="Tickets">Tickets made.</param>
/// <param name="PaidExpectedValue">Expected value of these tickets in wei, exact.</param>
/// <param name="LastError">Last failure, empty when there was none.</param>
/// <param name="LastErrorAt">When that was.</param>
public sealed record AiStatus(
    long Jobs,
    long Succeeded,
    long Failed,
    long RejectedBusy,
    int InFlight,
    int Waiting,
    long Tickets,
    Rational PaidExpectedValue,
    string LastError,
    DateTimeOffset? LastErrorAt);
