using Livepeer.Payments.Desk;

namespace GatewayLite.Pipelines.Payments;

/// <summary>Reports that the signer does not have yet: in order, bounded, the oldest dropped when full. Every member takes the one lock for a moment.</summary>
internal sealed class SettlementQueue(int limit, TimeProvider time)
{
    /// <summary>Settlements that one message may carry.</summary>
    public const int MaxPerMessage = 16;

    private readonly Lock _lock = new();
    private readonly LinkedList<Entry> _all = new();
    private readonly Dictionary<string, LinkedList<Entry>> _bySession = new(StringComparer.Ordinal);

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _all.Count;
            }
        }
    }

    /// <returns>How many old reports had to go.</returns>
    public int Add(string sessionId, Settlement settlement)
    {
        lock (_lock)
        {
            Append(new Entry(sessionId, settlement, time.GetTimestamp()));
            return Trim();
        }
    }

    /// <summary>Takes reports of one session, oldest first, to ride in its next payment.</summary>
    public IReadOnlyList<Entry> TakeOf(string sessionId)
    {
        lock (_lock)
        {
            return _bySession.TryGetValue(sessionId, out var entries) ? Take(entries, static _ => true) : [];
        }
    }

    /// <summary>Takes reports of any session that have waited for at least <paramref name="age"/>, oldest first.</summary>
    public IReadOnlyList<Entry> TakeOlderThan(TimeSpan age)
    {
        lock (_lock)
        {
            return Take(_all, entry => time.GetElapsedTime(entry.Since) >= age);
        }
    }

    /// <summary>Puts back what could not be delivered; it is older than everything that waits.</summary>
    /// <returns>How many old reports had to go.</returns>
    public int Return(IReadOnlyList<Entry> entries)
    {
        lock (_lock)
        {
            for (var i = entries.Count - 1; i >= 0; i--)
            {
                var entry = entries[i];
                entry.Everywhere = _all.AddFirst(entry);
                entry.OfSession = Session(entry.SessionId).AddFirst(entry);
            }

            return Trim();
        }
    }

    private List<Entry> Take(LinkedList<Entry> from, Func<Entry, bool> due)
    {
        var taken = new List<Entry>();
        while (taken.Count < MaxPerMessage && from.First is { } first && due(first.Value))
        {
            Remove(first.Value);
            taken.Add(first.Value);
        }

        return taken;
    }

    private void Append(Entry entry)
    {
        entry.Everywhere = _all.AddLast(entry);
        entry.OfSession = Session(entry.SessionId).AddLast(entry);
    }

    private LinkedList<Entry> Session(string sessionId)
    {
        if (!_bySession.TryGetValue(sessionId, out var entries))
        {
            _bySession.Add(sessionId, entries = new LinkedList<Entry>());
        }

        return entries;
    }

    private void Remove(Entry entry)
    {
        _all.Remove(entry.Everywhere!);
        var session = _bySession[entry.SessionId];
        session.Remove(entry.OfSession!);
        if (session.Count == 0)
        {
            _ = _bySession.Remove(entry.SessionId);
        }
    }

    private int Trim()
    {
        var dropped = 0;
        for (; _all.Count > limit; dropped++)
        {
            Remove(_all.First!.Value);
        }

        return dropped;
    }

    /// <summary>One report.</summary>
    internal sealed class Entry(string sessionId, Settlement settlement, long since)
    {
        public string SessionId => sessionId;

        public Settlement Settlement => settlement;

        public long Since => since;

        public LinkedListNode<Entry>? Everywhere { get; set; }

        public LinkedListNode<Entry>? OfSession { get; set; }
    }
}
