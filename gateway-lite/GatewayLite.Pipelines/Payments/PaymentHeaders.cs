using Livepeer.Payments.Money;

namespace GatewayLite.Pipelines.Payments;

/// <summary>A finished payment.</summary>
/// <param name="Payment">Value of <c>Livepeer-Payment</c>; empty when nothing is paid.</param>
/// <param name="Segment">Value of <c>Livepeer-Segment</c>.</param>
/// <param name="TicketCount">Tickets inside; 0 when earlier credit covers the fee.</param>
/// <param name="ExpectedValue">Expected value of these tickets in wei, exact.</param>
/// <param name="Fee">Expected fee of the job in wei, exact.</param>
/// <param name="NoncesLeft">Tickets that the orchestrator's parameters still allow; null when nothing limits them.</param>
/// <param name="BlocksLeft">L1 blocks until these parameters expire; null when nothing limits them.</param>
public sealed record PaymentHeaders(string Payment, string Segment, int TicketCount, Rational ExpectedValue, Rational Fee, long? NoncesLeft, long? BlocksLeft)
{
    /// <summary>Without the header values: they are credentials.</summary>
    public override string ToString() => FormattableString.Invariant($"{TicketCount} tickets, expected value {ExpectedValue} wei");
}
