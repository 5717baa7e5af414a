using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Payments.Desk.Usage;

namespace Livepeer.Ledger.State;

/// <summary>
/// A store as the steps of one batch see it, whatever it is made of: each step sees what the earlier ones changed. Everything is shown as of
/// <see cref="Now"/>: what has ended by then is not there.
/// </summary>
internal interface ILedgerState
{
    /// <summary>The ledger's clock, the same for the whole batch.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Of the writer.</summary>
    uint Epoch { get; }

    /// <summary>Of the store.</summary>
    long Generation { get; }

    /// <summary>Set when signing is stopped.</summary>
    SigningHalt? Halt { get; }

    /// <summary>Without its plan when only the tombstone is left; null once that has ended too.</summary>
    PaymentRow? Payment(PaymentId id);

    /// <summary>The bucket with expired payments written off; null when nothing is known or it was idle for too long.</summary>
    BalanceState? Balance(BucketId id);

    NonceState? Nonces(NonceKey key);

    SessionState? Session(SessionId id);

    TenantSpend? Spend(TenantId tenant);

    void Change(PaymentId id, PaymentRow row);

    void Change(BucketId id, BalanceState state);

    void Change(NonceKey key, NonceState state);

    void Change(SessionId id, SessionState state);

    void Change(TenantId tenant, TenantSpend spend);

    /// <summary>A line of the account; null before its first payment.</summary>
    UsageDay? Line(UsageDayId id);

    /// <summary>How many lines there are.</summary>
    int Lines(TenantDay day);

    void Change(UsageDayId id, UsageDay sums);

    void Change(TenantDay day, LineCount count);

    /// <summary>Adds a payment to the account as a single event.</summary>
    void Append(UsageRecord record);
}
