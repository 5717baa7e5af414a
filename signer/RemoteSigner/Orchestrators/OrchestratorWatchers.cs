namespace RemoteSigner.Orchestrators;

/// <summary>Counts who watches the list.</summary>
internal sealed class OrchestratorWatchers
{
    /// <summary>Most at the same time. A watcher holds one state of the list, which it shares with others, and no queue.</summary>
    public const int Most = 1_024;

    private int _open;

    public int Open => Volatile.Read(ref _open);

    /// <summary>A place to be disposed, or null when there is none left.</summary>
    public IDisposable? Enter()
    {
        if (Interlocked.Increment(ref _open) <= Most)
        {
            return new Place(this);
        }

        Interlocked.Decrement(ref _open);
        return null;
    }

    private sealed class Place(OrchestratorWatchers watchers) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref watchers._open);
    }
}
