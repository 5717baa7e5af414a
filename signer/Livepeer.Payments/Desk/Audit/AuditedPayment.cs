using Livepeer.Crypto;
using Livepeer.Payments.Desk.Repair;
using Livepeer.Payments.Desk.Usage;

namespace Livepeer.Payments.Desk.Audit;

/// <summary>A payment as the audit log keeps it: enough to put it back into a ledger that lost it.</summary>
/// <param name="Keys">All that it touched in the ledger.</param>
/// <param name="Fingerprint">Of the order.</param>
/// <param name="Plan">What was planned.</param>
/// <param name="KeepPlanUntil">Ledger time until which the plan is kept.</param>
/// <param name="Usage">As it is accounted for. The time is that of the payment, also when this is a repetition of it.</param>
/// <param name="RequestId">The host's name for the request; empty for none.</param>
/// <param name="Replayed">Whether an earlier payment was asked for again: the same bytes.</param>
public sealed record AuditedPayment(
    LedgerKeys Keys,
    Hash32 Fingerprint,
    PaymentPlan Plan,
    DateTimeOffset KeepPlanUntil,
    UsageRecord Usage,
    string RequestId,
    bool Replayed)
{
    /// <summary>Whether it was charged to the account of its session, and not to the bucket.</summary>
    public bool IsMetered => Plan.Meter is not null;

    /// <summary>As a ledger takes it back.</summary>
    public RecordedPayment Recorded => new(Fingerprint, Plan, Keys.Balance, Keys.Session, KeepPlanUntil, Usage);

    internal static AuditedPayment Of(PricedOrder priced, LedgerDecision.Commit commit) => new(
        priced.Keys,
        commit.Fingerprint,
        commit.Plan,
        commit.KeepPlanUntil,
        commit.Usage ?? throw new InvalidOperationException("The planner made a payment without an account of it."),
        priced.Order.RequestId,
        Replayed: false);

    internal static AuditedPayment Of(PricedOrder priced, LedgerDecision.Replay replay) => new(
        priced.Keys,
        priced.Fingerprint,
        replay.Plan,
        replay.KeepPlanUntil,
        UsageRules.Of(priced, replay.Plan, Planning.PlannedAt(replay.KeepPlanUntil, replay.Plan.BlocksLeft)),
        priced.Order.RequestId,
        Replayed: true);
}
