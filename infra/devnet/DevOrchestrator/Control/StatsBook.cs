using DevOrchestrator.Crypto;
using DevOrchestrator.Money;
using DevOrchestrator.Recipient;

namespace DevOrchestrator.Control;

/// <summary>Counts what happens. Thread-safe; new accounts and texts beyond their bounds are counted in the totals only.</summary>
internal sealed class StatsBook
{
    private const int MaxAccounts = 10_000;
    private const int MaxTexts = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<(EthAddress Sender, string Manifest), Tally> _accounts = []; // under _gate
    private readonly SortedDictionary<string, long> _refusals = new(StringComparer.Ordinal); // under _gate
    private readonly TicketJournal _journal = new(); // under _gate
    private readonly Tally _total = new(); // under _gate
    private long _payments;
    private long _segments;
    private long _aiJobs;
    private long _getOrchestratorCalls;
    private int _restarts;

    public void CountGetOrchestrator() => Interlocked.Increment(ref _getOrchestratorCalls);

    public void CountSegment() => Interlocked.Increment(ref _segments);

    public void CountAiJob() => Interlocked.Increment(ref _aiJobs);

    public void CountRestart() => Interlocked.Increment(ref _restarts);

    public void CountRefusal(string text)
    {
        lock (_gate)
        {
            CountRefusal_NeedsLock(text);
        }
    }

    public void NoteTickets(ReceivedPayment payment)
    {
        lock (_gate)
        {
            _journal.Note(payment);
        }
    }

    public void CountPayment(ReceivedPayment payment, string manifest, PaymentVerdict verdict)
    {
        lock (_gate)
        {
            _payments += verdict.IsAccepted ? 1 : 0;
            var won = verdict.Tickets.Count(ticket => ticket.HasWon);
            var credited = verdict.Tickets.Count(ticket => ticket.IsCredited);
            foreach (var tally in Tallies_NeedsLock(payment.Sender, manifest))
            {
                tally.Accepted += credited;
                tally.Rejected += payment.Wire.TicketSenderParams.Count - credited;
                tally.Won += won;
                tally.Credited += verdict.CreditedEv;
            }

            foreach (var ticket in verdict.Tickets.Where(ticket => !ticket.IsCredited))
            {
                CountRefusal_NeedsLock($"ticket: {ticket.Error ?? "behind a refused ticket"}");
            }
        }
    }

    public void CountDebit(EthAddress sender, string manifest, Rational fee, long units)
    {
        lock (_gate)
        {
            foreach (var tally in Tallies_NeedsLock(sender, manifest))
            {
                tally.Debited += fee;
                tally.Units += units;
            }
        }
    }

    public OrchestratorStats Snapshot(EthAddress address, string l1Block, int stalledRequests, PaymentReceiver receiver, int seenTickets)
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
                _payments,
                _total.Accepted,
                _total.Rejected,
                _total.Won,
                _total.Credited.ToString(),
                _total.Debited.ToString(),
                new SortedDictionary<string, long>(_refusals, StringComparer.Ordinal),
                _journal.Repeats,
                _journal.Violations,
                [.. _accounts.Select(entry => entry.Value.ToStats(entry.Key.Sender, entry.Key.Manifest, receiver))],
                _journal.Last(seenTickets));
        }
    }

    private void CountRefusal_NeedsLock(string text)
    {
        // Nonce refusals name sender and nonce; the kind is what counts.
        var kind = text.Split(" sender=")[0];
        if (_refusals.Count < MaxTexts || _refusals.ContainsKey(kind))
        {
            _refusals[kind] = _refusals.GetValueOrDefault(kind) + 1;
        }
    }

    private IEnumerable<Tally> Tallies_NeedsLock(EthAddress sender, string manifest)
    {
        yield return _total;
        if (!_accounts.TryGetValue((sender, manifest), out var tally) && _accounts.Count < MaxAccounts)
        {
            _accounts[(sender, manifest)] = tally = new Tally();
        }

        if (tally is not null)
        {
            yield return tally;
        }
    }

    private sealed class Tally
    {
        public long Accepted { get; set; }

        public long Rejected { get; set; }

        public long Won { get; set; }

        public long Units { get; set; }

        public Rational Credited { get; set; }

        public Rational Debited { get; set; }

        public AccountStats ToStats(EthAddress sender, string manifest, PaymentReceiver receiver) => new(
            sender.ToString(),
            manifest,
            receiver.Balance(sender, manifest)?.ToString(),
            receiver.FixedPrice(sender, manifest)?.ToString(),
            Accepted,
            Rejected,
            Won,
            Credited.ToString(),
            Debited.ToString(),
            Units);
    }
}
