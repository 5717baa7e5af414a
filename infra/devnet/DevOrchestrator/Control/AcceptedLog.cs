using DevOrchestrator.Recipient;

namespace DevOrchestrator.Control;

/// <summary>The last credited tickets, over restarts.</summary>
/// <remarks>Not thread-safe: its owner locks. The oldest are forgotten beyond <see cref="Capacity"/>.</remarks>
internal sealed class AcceptedLog
{
    public const int Capacity = 100_000;

    private readonly Queue<AcceptedTicket> _tickets = new();

    public void Note(ReceivedPayment payment, string manifest, PaymentVerdict verdict)
    {
        if (payment.Terms is not { } terms)
        {
            return;
        }

        foreach (var ticket in verdict.Tickets.Where(ticket => ticket.IsCredited))
        {
            _tickets.Enqueue(new AcceptedTicket(
                Convert.ToHexStringLower(Ticket.Hash(terms, payment.Sender, ticket.Nonce)),
                payment.Sender.ToString(),
                manifest,
                Convert.ToHexStringLower(terms.RecipientRandHash),
                ticket.Nonce));
            if (_tickets.Count > Capacity)
            {
                _tickets.Dequeue();
            }
        }
    }

    public IReadOnlyList<AcceptedTicket> Last(int count) => [.. _tickets.Skip(Math.Max(0, _tickets.Count - count))];
}
