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

    public JournalCounts Note(ReceivedPayment payment)
    {
        var counts = default(JournalCounts);
        if (payment.Terms is not { } terms)
        {
            return counts;
        }

        var randHash = Convert.ToHexStringLower(terms.RecipientRandHash);
        foreach (var ticket in payment.Tickets.Where(ticket => ticket.IsSignatureValid))
        {
            counts = Note(new SeenTicket(randHash, ticket.Nonce, Convert.ToHexStringLower(Keccak.Hash(ticket.Signature)))) switch
            {
                null => counts with { Fresh = counts.Fresh + 1 },
                true => counts with { Repeats = counts.Repeats + 1 },
                false => counts with { Violations = counts.Violations + 1 },
            };
        }

        Repeats += counts.Repeats;
        Violations += counts.Violations;
        return counts;
    }

    public IReadOnlyList<SeenTicket> Last(int count) => [.. _order.Skip(Math.Max(0, _order.Count - count))];

    /// <summary>Null for a new ticket; else whether it came with the same signature as before.</summary>
    private bool? Note(SeenTicket ticket)
    {
        var key = (ticket.RecipientRandHash, ticket.Nonce);
        if (!_signatures.TryAdd(key, ticket.SignatureHash))
        {
            return _signatures[key] == ticket.SignatureHash;
        }

        _order.Enqueue(ticket);
        if (_order.Count > Capacity)
        {
            var oldest = _order.Dequeue();
            _signatures.Remove((oldest.RecipientRandHash, oldest.Nonce));
        }

        return null;
    }
}
