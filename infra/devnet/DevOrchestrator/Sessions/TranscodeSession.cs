namespace DevOrchestrator.Sessions;

/// <summary>One gateway's stream at this orchestrator: its segments wait in line, its renditions are kept for download.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Reliability", "CA1001", Justification = "Without AvailableWaitHandle a SemaphoreSlim holds nothing to free, and waiters may outlive the owner.")]
internal sealed class TranscodeSession
{
    /// <summary>Segments that may wait behind the one in work. Source: go-livepeer core/livepeernode.go.</summary>
    public const int MaxWaiting = 4;

    /// <summary>Renditions kept per profile. Source: go-livepeer drivers/local.go.</summary>
    public const int KeptSegments = 12;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<KeyValuePair<string, byte[]>>> _renditions = new(StringComparer.Ordinal); // under _gate
    private int _inside;

    public DateTimeOffset LastUse { get; private set; }

    public void Touch(DateTimeOffset now) => LastUse = now;

    /// <summary>Takes a place in line; false when the line is full. Each success needs one <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _inside) <= MaxWaiting + 1)
        {
            return true;
        }

        Interlocked.Decrement(ref _inside);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _inside);

    /// <summary>Waits for the segments before this one.</summary>
    public async Task<T> InTurnAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Keep(string profile, string file, byte[] bytes)
    {
        lock (_gate)
        {
            if (!_renditions.TryGetValue(profile, out var kept))
            {
                _renditions[profile] = kept = new Queue<KeyValuePair<string, byte[]>>();
            }

            kept.Enqueue(new(file, bytes));
            if (kept.Count > KeptSegments)
            {
                kept.Dequeue();
            }
        }
    }

    /// <summary>The latest bytes under this name, or null.</summary>
    public byte[]? Find(string profile, string file)
    {
        lock (_gate)
        {
            return _renditions.TryGetValue(profile, out var kept) ? kept.LastOrDefault(entry => entry.Key == file).Value : null;
        }
    }
}
