using GatewayLite.Pipelines.Ai;

namespace GatewayLite.Ai;

/// <summary>Results of AI requests, kept in memory for a while under a bound of bytes; the oldest go first. Thread-safe: one lock.</summary>
internal sealed class MediaShelf(long budgetBytes, TimeSpan keep, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Kept> _byPath = new(StringComparer.Ordinal);
    private readonly Queue<Kept> _oldestFirst = [];
    private long _bytes;

    /// <summary>False when one piece alone is larger than the shelf.</summary>
    public bool TryKeep(AiMedia media)
    {
        if (media.Data.Length > budgetBytes)
        {
            return false;
        }

        var kept = new Kept(media, time.GetTimestamp());
        lock (_lock)
        {
            Sweep();
            while (_bytes + media.Data.Length > budgetBytes)
            {
                DropOldest();
            }

            if (_byPath.TryAdd(media.Path, kept))
            {
                _oldestFirst.Enqueue(kept);
                _bytes += media.Data.Length;
            }
        }

        return true;
    }

    public AiMedia? Find(string? path)
    {
        if (path is null)
        {
            return null;
        }

        lock (_lock)
        {
            Sweep();
            return _byPath.GetValueOrDefault(path)?.Media;
        }
    }

    private void Sweep()
    {
        while (_oldestFirst.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Since) >= keep)
        {
            DropOldest();
        }
    }

    private void DropOldest()
    {
        var oldest = _oldestFirst.Dequeue();
        _byPath.Remove(oldest.Media.Path);
        _bytes -= oldest.Media.Data.Length;
    }

    private sealed record Kept(AiMedia Media, long Since);
}
