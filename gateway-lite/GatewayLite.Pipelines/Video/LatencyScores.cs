namespace GatewayLite.Pipelines.Video;

/// <summary>The last three scores of the orchestrator in use; two bad ones ask for a swap. Thousandths: 1,000 is as long as the segment lasts. Used under the owner's lock.</summary>
internal sealed class LatencyScores
{
    private const int Kept = 3;
    private const int BadOnes = 2;

    /// <summary>A score above this is slower than real time.</summary>
    private const int RealTime = 1000;

    /// <summary>Score of an attempt that was not finished in time: how slow it would have been is not known.</summary>
    public const int OfTimeout = 2 * RealTime;

    /// <summary>Segments shorter than this count as this long: their overhead is not the orchestrator's. Source: go-livepeer server/broadcast.go.</summary>
    private static readonly TimeSpan LeastDuration = TimeSpan.FromSeconds(1.5);

    private readonly Queue<int> _scores = new();

    public static int Of(TimeSpan elapsed, TimeSpan duration) =>
        (int)Math.Min(int.MaxValue, elapsed.Ticks * RealTime / Math.Max(duration.Ticks, LeastDuration.Ticks));

    /// <returns>Whether it is time for another orchestrator.</returns>
    public bool Add(int score)
    {
        _scores.Enqueue(score);
        if (_scores.Count > Kept)
        {
            _ = _scores.Dequeue();
        }

        return _scores.Count(static kept => kept > RealTime) >= BadOnes;
    }

    /// <summary>Mean of what is kept, as time over nominal time; 0 when there is nothing.</summary>
    public double Mean => _scores.Count == 0 ? 0 : _scores.Average() / RealTime;

    public void Clear() => _scores.Clear();
}
