namespace Livepeer.Audit.Writing;

/// <summary>Entries that wait for the writer: bounded in number and bytes, many callers put, one thread takes what is there. Guarded by its own lock.</summary>
internal sealed class EntryQueue(int maxEntries, long maxBytes)
{
    // An object and not a Lock: the writer waits on it.
    private readonly object _gate = new();
    private readonly Queue<WaitingEntry> _entries = new();
    private long _bytes;
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Puts an entry at the end.</summary>
    /// <returns>Null, or why not.</returns>
    public string? TryAdd(WaitingEntry entry)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return "The audit log is closed.";
            }

            if (_entries.Count >= maxEntries || (_entries.Count > 0 && _bytes + entry.Length > maxBytes))
            {
                return $"The audit log's queue is full: {_entries.Count} entries with {_bytes} bytes wait for the disk.";
            }

            _entries.Enqueue(entry);
            _bytes += entry.Length;
            Monitor.Pulse(_gate);
            return null;
        }
    }

    /// <summary>Waits for an entry, then takes as many as fit into a batch.</summary>
    /// <returns>False when the queue is closed and empty.</returns>
    public bool Take(List<WaitingEntry> into, int maxBatchEntries, long maxBatchBytes)
    {
        lock (_gate)
        {
            while (_entries.Count == 0 && !_closed)
            {
                Monitor.Wait(_gate);
            }

            for (var bytes = 0L; into.Count < maxBatchEntries && bytes < maxBatchBytes && _entries.TryDequeue(out var entry);)
            {
                into.Add(entry);
                bytes += entry.Length;
                _bytes -= entry.Length;
            }

            return into.Count > 0;
        }
    }

    /// <summary>Takes no more; what waits is still handed out.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
