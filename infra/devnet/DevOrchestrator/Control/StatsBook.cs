using DevOrchestrator.Accounts;
using DevOrchestrator.Crypto;
using DevOrchestrator.Money;
using DevOrchestrator.Recipient;

namespace DevOrchestrator.Control;

/// <summary>Counts what happens. Thread-safe; new accounts, senders and texts beyond their bounds are counted in the totals only.</summary>
internal sealed class StatsBook
{
    private const int MaxAccounts = 10_000;
    private const int MaxSenders = 10_000;
    private const int MaxTexts = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<(EthAddress Sender, string Manifest), AccountTally> _accounts = []; // under _gate
    private readonly Dictionary<EthAddress, SenderTally> _senders = []; // under _gate
    private readonly TextCounts _refusals = new(MaxTexts); // under _gate
    private readonly TicketJournal _journal = new(); // under _gate
    private readonly AcceptedLog _accepted = new(); // under _gate
    private readonly SessionLog _sessions = new(); // under _gate
    private readonly AccountTally _total = new(JobKind.Payment); // under _gate
    private long _payments; // under _gate
    private long _segments;
    private long _aiJobs;
    private long _byocJobs;
    private long _getOrchestratorCalls;
    private int _restarts;

    public void CountGetOrchestrator() => Interlocked.Increment(ref _getOrchestratorCalls);

    public void CountSegment() => Interlocked.Increment(ref _segments);

    public void CountAiJob() => Interlocked.Increment(ref _aiJobs);

    public void CountByocJob() => Interlocked.Increment(ref _byocJobs);

    public void CountRestart() => Interlocked.Increment(ref _restarts);

    /// <summary>A refused request, by what it asked for.</summary>
    public void CountRefusal(string text)
    {
        lock (_gate)
        {
            _refusals.Add(text);
        }
    }

    /// <summary>A refusal that concerns one account.</summary>
    public void CountAccountRefusal(EthAddress sender, string manifest, JobKind kind, string text)
    {
        lock (_gate)
        {
            Account_NeedsLock(sender, manifest, kind)?.AddRefusal(kind, text);
        }
    }

    public void NoteTickets(ReceivedPayment payment)
    {
        lock (_gate)
        {
            var counts = _journal.Note(payment);
            // Only who signed a ticket is a sender: anybody can name an address.
            if (counts != default && payment.Terms is { } terms)
            {
                Sender_NeedsLock(payment.Sender)?.AddSeen(terms, counts);
            }
        }
    }

    public void CountPayment(ReceivedPayment payment, string manifest, JobKind kind, PaymentVerdict verdict)
    {
        lock (_gate)
        {
            _payments += verdict.IsAccepted ? 1 : 0;
            _total.Add(kind, payment, verdict);
            Account_NeedsLock(payment.Sender, manifest, kind)?.Add(kind, payment, verdict);
            if (verdict.Tickets.Count(ticket => ticket.IsCredited) is var credited and > 0 && payment.Terms is { } terms)
            {
                Sender_NeedsLock(payment.Sender)?.AddAccepted(terms, credited);
            }

            _accepted.Note(payment, manifest, verdict);
            foreach (var ticket in verdict.Tickets.Where(ticket => !ticket.IsCredited))
            {
                _refusals.Add($"ticket: {ticket.Error ?? "behind a refused ticket"}");
            }
        }
    }

    public void CountDebit(EthAddress sender, string manifest, JobKind kind, Rational fee, long units)
    {
        lock (_gate)
        {
            _total.AddFee(kind, fee, units);
            Account_NeedsLock(sender, manifest, kind)?.AddFee(kind, fee, units);
            Sender_NeedsLock(sender)?.AddFee(fee);
        }
    }

    public void NoteSession(SessionStats opened)
    {
        lock (_gate)
        {
            _sessions.NoteOpen(opened);
        }
    }

    public void NoteSessionEnd(string id, long unixMillis, string reason)
    {
        lock (_gate)
        {
            _sessions.NoteClose(id, unixMillis, reason);
        }
    }

    public OrchestratorStats Snapshot(EthAddress address, string l1Block, int stalledRequests, PaymentReceiver receiver, int tickets)
    {
        lock (_gate)
        {
            return new OrchestratorStats(
                address.ToString(),
                l1Block,
                _restarts,
                stalledRequests,
                _getOrchestratorCalls,
                _segments,
                _aiJobs,
                _byocJobs,
                _payments,
                _total.Accepted,
                _total.Rejected,
                _total.Won,
                _total.Credited.ToString(),
                _total.Debited.ToString(),
                _refusals.Copy(),
                _journal.Repeats,
                _journal.Violations,
                [.. _senders.Select(entry => entry.Value.ToStats(entry.Key))],
                [.. _accounts.Select(entry => entry.Value.ToStats(entry.Key.Sender, entry.Key.Manifest, receiver))],
                _sessions.Open,
                _sessions.All,
                _journal.Last(tickets),
                _accepted.Last(tickets));
        }
    }

    private AccountTally? Account_NeedsLock(EthAddress sender, string manifest, JobKind kind)
    {
        if (!_accounts.TryGetValue((sender, manifest), out var tally) && _accounts.Count < MaxAccounts)
        {
            _accounts[(sender, manifest)] = tally = new AccountTally(kind);
        }

        return tally;
    }

    private SenderTally? Sender_NeedsLock(EthAddress sender)
    {
        if (!_senders.TryGetValue(sender, out var tally) && _senders.Count < MaxSenders)
        {
            _senders[sender] = tally = new SenderTally();
        }

        return tally;
    }
}
