namespace GatewayLite.Pipelines.Video;

/// <summary>Timeouts of one lease without a success between. Attempts that ran side by side met the same trouble and count once. Used under the owner's lock.</summary>
internal sealed class TimeoutRun
{
    /// <summary>A timeout or two are weather; a lease that is left for them is paid for with a new session while the old work goes on.</summary>
    private const int Unbearable = 3;

    private long? _lastAt;

    public int Count { get; private set; }

    public bool IsUnbearable => Count >= Unbearable;

    /// <param name="begunAt">When the attempt began, in timestamps of the clock.</param>
    /// <param name="endedAt">When it timed out.</param>
    /// <returns>Whether it counts.</returns>
    public bool Add(long begunAt, long endedAt)
    {
        if (begunAt < _lastAt)
        {
            return false;
        }

        _lastAt = endedAt;
        Count++;
        return true;
    }

    public void Clear() => Count = 0;
}
