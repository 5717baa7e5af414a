namespace Livepeer.Payments.Desk;

/// <summary>What became of one payment.</summary>
/// <param name="IdempotencyKey">The payment.</param>
/// <param name="Outcome">What happened.</param>
/// <param name="BilledUnits">With <see cref="PaymentOutcomeKind.Delivered"/>: units that the orchestrator really billed, 0 or more.</param>
/// <param name="OrchestratorText">With <see cref="PaymentOutcomeKind.Rejected"/>: the orchestrator's words, at most 1,024 characters.</param>
public sealed record Settlement(string IdempotencyKey, PaymentOutcomeKind Outcome, long BilledUnits, string OrchestratorText);

/// <summary>Outcomes of a payment that was handed to a caller. Zero is not an outcome.</summary>
public enum PaymentOutcomeKind
{
    /// <summary>Not an outcome; refused.</summary>
    Unknown,

    /// <summary>Accepted and billed; the change comes back as credit.</summary>
    Delivered,

    /// <summary>
    /// The orchestrator refused. The credit counts as spent; when it says that its balance is insufficient or its secrets changed, the whole bucket is
    /// set to zero.
    /// </summary>
    Rejected,

    /// <summary>Sent without a usable answer: the credit counts as spent.</summary>
    Lost,

    /// <summary>Never sent: the credit that existed before is restored, the tickets are lost.</summary>
    NotSent,
}
