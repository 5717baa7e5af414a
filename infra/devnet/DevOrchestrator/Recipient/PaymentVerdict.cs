using DevOrchestrator.Money;

namespace DevOrchestrator.Recipient;

/// <summary>What became of a payment. A refused payment may have credited its first tickets.</summary>
/// <param name="Error">Text of the HTTP answer 400, or null when accepted.</param>
/// <param name="IsCrash">The real handler dies here and the connection closes without an answer.</param>
/// <param name="CreditedEv">Wei credited, exact.</param>
/// <param name="Tickets">One verdict per ticket, in order; empty when the payment was refused before its tickets were looked at.</param>
internal sealed record PaymentVerdict(string? Error, bool IsCrash, Rational CreditedEv, IReadOnlyList<TicketVerdict> Tickets)
{
    public bool IsAccepted => Error is null && !IsCrash;

    public bool IsFatal => Tickets.Any(ticket => ticket.IsFatal);

    public static PaymentVerdict Accepted { get; } = new(null, false, Rational.Zero, []);

    /// <summary>The real handler reads the missing top-level expiration parameters and dies.</summary>
    public static PaymentVerdict Crash { get; } = new(null, true, Rational.Zero, []);

    public static PaymentVerdict Refused(string error) => new(error, false, Rational.Zero, []);
}
