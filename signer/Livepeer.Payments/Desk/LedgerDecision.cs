using Livepeer.Crypto;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Payments.Desk.Usage;

namespace Livepeer.Payments.Desk;

/// <summary>What the planner decided on a snapshot.</summary>
public abstract record LedgerDecision
{
    private LedgerDecision()
    {
    }

    /// <summary>A new payment: the ledger stores every part in one durable step.</summary>
    /// <param name="Fingerprint">Of the order.</param>
    /// <param name="Plan">Of the payment.</param>
    /// <param name="Balance">The bucket from now on; null when it does not change.</param>
    /// <param name="Nonces">The nonce space from now on; null when it does not change.</param>
    /// <param name="Session">The payment session from now on.</param>
    /// <param name="KeepPlanUntil">Ledger time until which the plan is kept; afterwards a tombstone stays for <see cref="TombstoneLifetime"/>.</param>
    public sealed record Commit(
        Hash32 Fingerprint,
        PaymentPlan Plan,
        BalanceState? Balance,
        NonceState? Nonces,
        SessionState Session,
        DateTimeOffset KeepPlanUntil) : LedgerDecision
    {
        /// <summary>The tenant's spending from now on; null when it does not change.</summary>
        public TenantSpend? Spend { get; init; }

        /// <summary>What is added to the account of payments; null for nothing.</summary>
        public UsageRecord? Usage { get; init; }
    }

    /// <summary>The same order was paid before: nothing is stored.</summary>
    /// <param name="Plan">Of the earlier payment.</param>
    public sealed record Replay(PaymentPlan Plan) : LedgerDecision
    {
        /// <summary>As of the earlier payment: <see cref="Commit.KeepPlanUntil"/>.</summary>
        public DateTimeOffset KeepPlanUntil { get; init; }
    }

    /// <summary>No payment: nothing is stored.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refuse(PaymentRefusal Refusal) : LedgerDecision
    {
        /// <summary>The session's account as it is, for metered work; null when there is none.</summary>
        public MeterReading? Meter { get; init; }
    }

    /// <summary>What would be committed, for somebody who only wants to know: nothing is stored.</summary>
    /// <param name="Plan">Of the payment.</param>
    public sealed record Project(PaymentPlan Plan) : LedgerDecision;

    /// <summary>How long "already paid" is remembered after the plan is gone.</summary>
    public static TimeSpan TombstoneLifetime { get; } = TimeSpan.FromHours(24);
}
