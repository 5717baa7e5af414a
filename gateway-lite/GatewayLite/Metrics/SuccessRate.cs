namespace GatewayLite.Metrics;

/// <summary>
/// Mean over the running streams of how many of a stream's last segments got all their renditions; 1 when nothing was decided. Thread-safe: one lock.
/// Source: go-livepeer monitor/census.go (a window of 30 segments).
/// </summary>
internal sealed class SuccessRate
{
    private const int Window = 30;

    private readonly Lock _lock = new();

    // As many entries as streams run.
    private readonly Dictionary<string, Queue<bool>> _streams = new(StringComparer.Ordinal);

    public double Now
    {
        get
        {
            lock (_lock)
            {
                var decided = _streams.Values.Where(segments => segments.Count > 0).ToList();
                return decided.Count == 0 ? 1 : decided.Average(segments => segments.Count(succeeded => succeeded) / (double)segments.Count);
            }
        }
    }

    public void Begin(string stream)
    {
        lock (_lock)
        {
            _streams.TryAdd(stream, new Queue<bool>(Window + 1));
        }
    }

    public void Decide(string stream, bool succeeded)
    {
        lock (_lock)
        {
            // A stream that is over does not come back by its last segment.
            if (!_streams.TryGetValue(stream, out var segments))
            {
                return;
            }

            segments.Enqueue(succeeded);
            if (segments.Count > Window)
            {
                segments.Dequeue();
            }
        }
    }

    public void End(string stream)
    {
        lock (_lock)
        {
            _streams.Remove(stream);
        }
    }
}
