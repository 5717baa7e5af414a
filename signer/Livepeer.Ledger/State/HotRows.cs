namespace Livepeer.Ledger.State;

/// <summary>
/// One table as the writer sees it: changes of the batch that is being made, over rows kept in memory, over the file. The rows in memory are
/// exactly those of the file; changes reach them only when the commit is on disk.
/// </summary>
internal sealed class HotRows<TKey, TRow>(int capacity, Func<TKey, TRow?> load)
    where TKey : notnull
    where TRow : class
{
    private readonly LruCache<TKey, TRow> _stored = new(capacity);
    private readonly Dictionary<TKey, TRow> _changes = [];
    private bool _dropped;

    /// <summary>Rows changed by this batch, each with its last value.</summary>
    public IReadOnlyDictionary<TKey, TRow> Changes => _changes;

    public TRow? Read(TKey key) => _changes.TryGetValue(key, out var changed) ? changed : ReadStored(key);

    /// <summary>The row as the file has it, without the changes of this batch.</summary>
    public TRow? ReadStored(TKey key)
    {
        if (_dropped)
        {
            return null;
        }

        if (_stored.TryGet(key, out var stored))
        {
            return stored;
        }

        var loaded = load(key);
        if (loaded is not null)
        {
            _stored.Set(key, loaded);
        }

        return loaded;
    }

    public void Change(TKey key, TRow row) => _changes[key] = row;

    /// <summary>From here on the table is empty: the commit deletes every row before it writes changes.</summary>
    public void DropAll()
    {
        _changes.Clear();
        _dropped = true;
    }

    /// <summary>The row was deleted from the file.</summary>
    public void Forget(TKey key) => _stored.Remove(key);

    public void Committed()
    {
        if (_dropped)
        {
            _stored.Clear();
            _dropped = false;
        }

        foreach (var (key, row) in _changes)
        {
            _stored.Set(key, row);
        }

        _changes.Clear();
    }

    /// <summary>Nobody knows what the file has now: everything is read again.</summary>
    public void Abandoned()
    {
        _dropped = false;
        _changes.Clear();
        _stored.Clear();
    }
}
