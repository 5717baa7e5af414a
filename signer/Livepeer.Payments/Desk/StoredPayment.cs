using Livepeer.Crypto;

namespace Livepeer.Payments.Desk;

/// <summary>The ledger's record of a payment. Its outcome is open as long as the bucket lists it among its open payments.</summary>
/// <param name="Fingerprint">Of the order's planned fields: the same key with another fingerprint is refused.</param>
/// <param name="Plan">Null once only the tombstone is left ("already paid").</param>
/// <param name="Balance">The bucket it was charged to.</param>
public sealed record StoredPayment(Hash32 Fingerprint, PaymentPlan? Plan, BalanceKey Balance)
{
    /// <summary>The session whose account it was charged to, for metered work; null when it was charged to the bucket.</summary>
    public SessionKey? Metered { get; init; }
}
