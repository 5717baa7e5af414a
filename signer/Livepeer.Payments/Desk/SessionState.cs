using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk;

/// <summary>What a payment session has cost so far, and the price it began with.</summary>
/// <param name="FirstPrice">Wei per unit of the first payment.</param>
/// <param name="Payments">Payments made.</param>
/// <param name="Tickets">Tickets made.</param>
/// <param name="ExpectedValue">Wei, sum over all tickets.</param>
/// <param name="LastUsed">Ledger time of the last payment; forgotten a day later.</param>
public sealed record SessionState(Rational FirstPrice, long Payments, long Tickets, Rational ExpectedValue, DateTimeOffset LastUsed)
{
    /// <summary>The running account of metered work; null for other work.</summary>
    public MeterState? Meter { get; init; }
}
