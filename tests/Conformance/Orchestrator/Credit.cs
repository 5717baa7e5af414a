using System.Numerics;
using DevOrchestrator.Money;

namespace Conformance.Orchestrator;

/// <summary>The credit of a session by go-livepeer's rule, kept beside the signer's books to compare with.</summary>
/// <remarks>Source: go-livepeer core/accounting.go StageUpdate.</remarks>
internal sealed class Credit(Rational price)
{
    public Rational Balance { get; private set; }

    /// <summary>Pays for units at the session's first price.</summary>
    /// <returns>Tickets of this value that are needed; 0 when the balance covers the work, which then moves nothing.</returns>
    public BigInteger Pay(BigInteger units, Rational ticketEv)
    {
        var fee = price * units;
        var least = fee.CompareTo(ticketEv) > 0 ? fee : ticketEv;
        var missing = least - Balance;
        if (missing.Sign <= 0)
        {
            return BigInteger.Zero;
        }

        var tickets = CeilingOf(missing, ticketEv);
        Balance = Balance + (ticketEv * tickets) - fee;
        return tickets;
    }

    private static BigInteger CeilingOf(Rational dividend, Rational divisor)
    {
        var numerator = dividend.Numerator * divisor.Denominator;
        var denominator = dividend.Denominator * divisor.Numerator;
        return BigInteger.Divide(numerator + denominator - 1, denominator);
    }
}
