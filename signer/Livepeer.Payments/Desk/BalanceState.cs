using System.Collections.Immutable;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk;

/// <summary>The sender's view of one balance at an orchestrator.</summary>
/// <param name="Credit">Credit that is free; may be negative when more was billed than expected.</param>
/// <param name="Open">Payments whose outcome is not known yet; what they took is not in <paramref name="Credit"/>.</param>
/// <param name="LastUsed">Ledger time of the last payment; the balance is forgotten <see cref="BalanceRules.IdleLifetime"/> later.</param>
public sealed record BalanceState(Rational Credit, ImmutableArray<OpenPayment> Open, DateTimeOffset LastUsed)
{
    /// <summary>Nothing known.</summary>
    public static BalanceState Empty { get; } = new(Rational.Zero, [], DateTimeOffset.MinValue);

    /// <summary>Whether both say the same, payment by payment.</summary>
    public bool Equals(BalanceState? other) =>
        other is not null && Credit == other.Credit && LastUsed == other.LastUsed && Open.AsSpan().SequenceEqual(other.Open.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Credit, Open.Length, LastUsed);
}

/// <summary>Credit that a payment in flight has taken out of its balance.</summary>
/// <param name="IdempotencyKey">The payment.</param>
/// <param name="Existing">
/// Credit taken from the balance, given back when the payment was not sent. Of metered work the fee; zero for live work, whose time passes anyway.
/// </param>
/// <param name="NewCredit">Expected value of the payment's own tickets.</param>
/// <param name="PricePerUnit">Price that the orchestrator bills with.</param>
/// <param name="ExpiresAt">Ledger time from which on it counts as spent.</param>
public sealed record OpenPayment(string IdempotencyKey, Rational Existing, Rational NewCredit, Rational PricePerUnit, DateTimeOffset ExpiresAt);
