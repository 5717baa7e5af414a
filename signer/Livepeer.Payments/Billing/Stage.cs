using System.Numerics;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Billing;

/// <summary>How many tickets a payment needs beside the credit that exists.</summary>
/// <param name="Tickets">0 or more, without an upper bound.</param>
/// <param name="NewCredit">Wei, their expected value.</param>
/// <remarks>Source: go-livepeer core/accounting.go StageUpdate.</remarks>
public readonly record struct Stage(BigInteger Tickets, Rational NewCredit)
{
    /// <summary>Stages one payment.</summary>
    /// <param name="existing">Credit that exists, in wei; may be negative.</param>
    /// <param name="fee">Wei that must be covered.</param>
    /// <param name="ticketEv">Wei that one ticket is worth; zero when it is not known.</param>
    /// <returns>Nothing when the credit covers the larger of fee and one ticket, or when a ticket is worth nothing.</returns>
    /// <remarks>
    /// An orchestrator wants at least one ticket's worth of credit before it works. Source: go-livepeer core/orchestrator.go SufficientBalance.
    /// </remarks>
    public static Stage Of(Rational existing, Rational fee, Rational ticketEv)
    {
        var least = Rational.Max(fee, ticketEv);
        if (ticketEv.IsZero || existing >= least)
        {
            return default;
        }

        var tickets = Rational.CeilingOfQuotient(least - existing, ticketEv);
        return new(tickets, new Rational(tickets) * ticketEv);
    }
}
