using System.Globalization;
using System.Numerics;
using DevOrchestrator.Crypto;
using DevOrchestrator.Money;
using DevOrchestrator.Recipient;

namespace DevOrchestrator.Control;

/// <summary>Sums of one sender, over restarts of the orchestrator.</summary>
/// <remarks>Not thread-safe: its owner locks.</remarks>
internal sealed class SenderTally
{
    private readonly Sum _seen = new();
    private readonly Sum _accepted = new();
    private Rational _debited;
    private long _repeats;
    private long _violations;

    /// <summary>Adds the tickets of a payment as they came in.</summary>
    public void AddSeen(TicketTerms terms, JournalCounts counts)
    {
        _seen.Add(terms, counts.Fresh);
        _repeats += counts.Repeats;
        _violations += counts.Violations;
    }

    public void AddAccepted(TicketTerms terms, int tickets) => _accepted.Add(terms, tickets);

    public void AddFee(Rational fee) => _debited += fee;

    public SenderStats ToStats(EthAddress sender) => new(
        sender.ToString(),
        _seen.Tickets,
        _seen.ExpectedValue.ToString(),
        _seen.FaceValue.ToString(CultureInfo.InvariantCulture),
        _accepted.Tickets,
        _accepted.ExpectedValue.ToString(),
        _accepted.FaceValue.ToString(CultureInfo.InvariantCulture),
        _debited.ToString(),
        _repeats,
        _violations);

    private sealed class Sum
    {
        public long Tickets { get; private set; }

        public Rational ExpectedValue { get; private set; }

        public BigInteger FaceValue { get; private set; }

        public void Add(TicketTerms terms, int tickets)
        {
            if (tickets > 0)
            {
                Tickets += tickets;
                ExpectedValue += Ticket.ExpectedValue(terms) * tickets;
                FaceValue += terms.FaceValue * tickets;
            }
        }
    }
}
