using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;

namespace Livepeer.Payments.Desk;

/// <summary>What the ledger made durable for one payment. Together with the order it gives the payment again, byte for byte.</summary>
/// <param name="FirstNonce">Nonce of the first ticket: the writer's epoch times 1,024, plus counter; 0 without tickets.</param>
/// <param name="TicketCount">Tickets with consecutive nonces, 0 or more.</param>
/// <param name="Expiration">Round that the tickets carry: the orchestrator's, or the chain's at planning time when the orchestrator sent none.</param>
/// <param name="Fee">Wei expected for the job.</param>
/// <param name="NewCredit">Wei, expected value of all tickets.</param>
/// <param name="BalanceAfter">Wei of credit after the job, if it is billed as expected.</param>
/// <param name="NoncesLeft">Tickets that the nonce space still allows.</param>
/// <param name="BlocksLeft">L1 blocks until the ticket parameters expire, at planning time; 0 without ticket parameters.</param>
public sealed record PaymentPlan(
    uint FirstNonce,
    int TicketCount,
    TicketExpiration? Expiration,
    Rational Fee,
    Rational NewCredit,
    Rational BalanceAfter,
    int NoncesLeft,
    long BlocksLeft)
{
    /// <summary>The session's account after this payment, for metered work.</summary>
    public MeterReading? Meter { get; init; }
}
