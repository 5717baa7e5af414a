using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk;

/// <summary>What a settlement did.</summary>
/// <param name="IdempotencyKey">The payment.</param>
/// <param name="State">What was found.</param>
/// <param name="Balance">Credit of its bucket afterwards, open payments taken out; zero when the payment is unknown.</param>
public sealed record SettlementResult(string IdempotencyKey, SettlementState State, Rational Balance);

/// <summary>Result of a settlement. Zero is not a result.</summary>
public enum SettlementState
{
    /// <summary>Not a result.</summary>
    Unknown,

    /// <summary>Applied now.</summary>
    Settled,

    /// <summary>Applied earlier, or expired as spent; nothing changed.</summary>
    AlreadySettled,

    /// <summary>No such payment of this tenant, or it is older than the ledger keeps.</summary>
    NoSuchPayment,
}
