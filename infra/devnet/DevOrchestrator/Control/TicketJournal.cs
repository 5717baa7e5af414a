using DevOrchestrator.Crypto;
using DevOrchestrator.Recipient;

namespace DevOrchestrator.Control;

/// <summary>Remembers every validly signed ticket, over restarts, to prove that no nonce was signed twice with different bytes.</summary>
/// <remarks>Not thread-safe: its owner locks. The oldest are forgotten beyond <see cref="Capacity"/>.</remarks>
internal sealed class TicketJournal
{
    public const int Capacity = 100_000;

    private readonly Dictionary<(string RandHash, uint Nonce), string> _signatures = [];
    private readonly Queue<SeenTicket> _order = new();

    public long Repeats { get; private set; }

    public long Violations { get; private set; }

    public void Note(ReceivedPayment payment)
    {
        if (payment.Terms is not { } terms)
        {
            return;
        }

        var randHash = Convert.ToHexStringLower(terms.RecipientRandHash);
        foreach (var ticket in payment.Tickets.Where(ticket => ticket.IsSignatureValid))
        {
            Note(new SeenTicket(randHash, ticket.Nonce, Convert.ToHexStringLower(Keccak.Hash(ticket.Signature))));
        }
    }

    public IReadOnlyList<SeenTicket> Last(int count) => [.. _order.Skip(Math.Max(0, _order.Count - count))];

    private void Note(SeenTicket ticket)
    {
        var key = (ticket.RecipientRandHash, ticket.Nonce);
        if (!_signatures.TryAdd(key, ticket.SignatureHash))
        {
            _ = _signatures[key] == ticket.SignatureHash ? Repeats++ : Violations++;
            return;
        }

        _order.Enqueue(ticket);
        if (_order.Count > Capacity)
        {
            var oldest = _order.Dequeue();
            _signatures.Remove((oldest.RecipientRandHash, oldest.Nonce));
        }
    }
}
