using Livepeer.Crypto;
using Livepeer.Payments.Desk.Usage;

namespace Livepeer.Payments.Desk.Repair;

/// <summary>A payment as it was committed, recorded outside of the ledger: all that it takes to put it back.</summary>
/// <param name="Fingerprint">Of the order.</param>
/// <param name="Plan">Of the payment.</param>
/// <param name="Balance">The bucket it was charged to.</param>
/// <param name="Session">The payment session.</param>
/// <param name="KeepPlanUntil">As in <see cref="LedgerDecision.Commit"/>.</param>
/// <param name="Usage">Its line of the account; names tenant, idempotency key and time.</param>
public sealed record RecordedPayment(
    Hash32 Fingerprint, PaymentPlan Plan, BalanceKey Balance, SessionKey Session, DateTimeOffset KeepPlanUntil, UsageRecord Usage)
{
    /// <summary>What a ledger stores under the payment's key.</summary>
    public StoredPayment Stored => new(Fingerprint, Plan, Balance) { Metered = Plan.Meter is null ? null : Session };

    /// <summary>The space its nonces are of; null without tickets.</summary>
    public NonceKey? Nonces => Usage.RecipientRandHash is { } randHash ? new(Balance.Sender, randHash) : null;

    /// <summary>The record of a payment that was just committed.</summary>
    /// <param name="keys">What the order touched.</param>
    /// <param name="commit">What was decided.</param>
    /// <exception cref="ArgumentException">The payment is not accounted for.</exception>
    public static RecordedPayment Of(LedgerKeys keys, LedgerDecision.Commit commit) => new(
        commit.Fingerprint,
        commit.Plan,
        keys.Balance,
        keys.Session,
        commit.KeepPlanUntil,
        commit.Usage ?? throw new ArgumentException("A payment without a line in the account cannot be put back.", nameof(commit)));
}
