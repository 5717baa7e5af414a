using Livepeer.Ledger.State;
using StackExchange.Redis;

namespace Livepeer.Ledger.Redis.State;

/// <summary>
/// One kind of rows as a batch sees them. What the store has is believed, not asked: a row is what this process saw last, and a row it never saw is not
/// there. The step script compares every belief, and tells the truth where one was wrong; then the batch runs again. Belongs to the writer's thread.
/// </summary>
/// <param name="capacity">Rows remembered from batch to batch.</param>
/// <param name="format">How they are written.</param>
internal sealed class RowTable<TKey, TRow>(int capacity, RowFormat<TKey, TRow> format)
    where TKey : notnull
    where TRow : class
{
    // Beyond what the ledger shows, so that clocks that differ a little never make a row end early.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly LruCache<TKey, StoredRow> _seen = new(capacity);

    // What the running batch knows, over all its runs.
    private readonly Dictionary<TKey, Entry> _batch = [];

    public TRow? Read(TKey key)
    {
        var entry = Touch(key);
        return entry.Changed ?? entry.Stored?.Row;
    }

    public void Change(TKey key, TRow row) => Touch(key).Changed = row;

    public bool HasChanges { get; private set; }

    /// <summary>The batch runs, for the first time or again.</summary>
    public void Begin()
    {
        foreach (var entry in _batch.Values)
        {
            entry.IsTouched = false;
            entry.Changed = null;
        }

        HasChanges = false;
    }

    /// <summary>Adds everything that this run has read and changed.</summary>
    public void AddTo(StepRequest request, DateTimeOffset now)
    {
        foreach (var (key, entry) in _batch)
        {
            if (!entry.IsTouched)
            {
                continue;
            }

            (string, long, IReadOnlyList<(string, string)>)? change = null;
            if (entry.Changed is { } row)
            {
                change = (format.Write(row), Life(row, now), format.Parts(entry.Stored?.Row, row));
                HasChanges = true;
            }

            request.Add(entry, (format.KeyOf(key), format.FieldOf(key)), format.Kind, entry.Stored?.Stamp ?? string.Empty, change);
        }
    }

    /// <summary>The batch is in the store.</summary>
    public void Committed(string stamp)
    {
        foreach (var (key, entry) in _batch)
        {
            if (entry.Changed is { } changed && entry.IsTouched)
            {
                _seen.Set(key, new(changed, stamp));
            }
            else if (entry.Stored is { } stored)
            {
                _seen.Set(key, stored);
            }
            else
            {
                _seen.Remove(key);
            }
        }

        _batch.Clear();
    }

    /// <summary>The batch is not in the store, or nobody knows: nothing is believed any more.</summary>
    public void Forget()
    {
        _batch.Clear();
        _seen.Clear();
    }

    private Entry Touch(TKey key)
    {
        if (!_batch.TryGetValue(key, out var entry))
        {
            _batch[key] = entry = new Entry(key, format) { Stored = _seen.TryGet(key, out var seen) ? seen : null };
        }

        entry.IsTouched = true;
        return entry;
    }

    private long Life(TRow row, DateTimeOffset now)
    {
        if (format.EndOf(row) is not { } end)
        {
            return 0;
        }

        var left = end > now ? end - now : TimeSpan.Zero;
        return left < TimeSpan.FromDays(3_650) ? (long)(left + Grace).TotalMilliseconds : 0;
    }

    private sealed record StoredRow(TRow Row, string Stamp);

    private sealed class Entry(TKey key, RowFormat<TKey, TRow> format) : ITouchedRow
    {
        public StoredRow? Stored { get; set; }

        public TRow? Changed { get; set; }

        public bool IsTouched { get; set; }

        public void Correct(RedisResult content)
        {
            var text = string.Empty;
            var parts = new List<(string, string)>();
            if (format.Kind == RowKind.Hash)
            {
                var fields = (RedisValue[])content!;
                for (var i = 0; i + 1 < fields.Length; i += 2)
                {
                    if (fields[i].IsNullOrEmpty)
                    {
                        text = fields[i + 1]!;
                    }
                    else
                    {
                        parts.Add((fields[i]!, fields[i + 1]!));
                    }
                }
            }
            else
            {
                text = (string)content!;
            }

            var stamp = text.IndexOf('|', StringComparison.Ordinal) + 1;
            if (stamp == 0 && text.Length > 0)
            {
                throw new InvalidDataException("A row of the ledger has no stamp.");
            }

            Stored = stamp == 0 ? null : new(format.Read(key, text[stamp..], parts), text[..stamp]);
        }
    }
}
