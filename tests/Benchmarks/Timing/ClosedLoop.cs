namespace Benchmarks.Timing;

/// <summary>What callers saw who each begin the next call when the last has ended.</summary>
/// <param name="Calls">Calls that ended in time.</param>
/// <param name="Elapsed">Wall time.</param>
/// <param name="Sorted">Their times, ascending.</param>
internal sealed record LoopResult(long Calls, TimeSpan Elapsed, TimeSpan[] Sorted)
{
    public double PerSecond => Calls / Elapsed.TotalSeconds;

    public double MedianMilliseconds => Percentile(50);

    /// <summary>One call in a hundred took longer.</summary>
    public double P99Milliseconds => Percentile(99);

    private double Percentile(int percent) => Sorted[(int)Math.Min(Sorted.Length - 1L, Sorted.LongLength * percent / 100)].TotalMilliseconds;
}

/// <summary>A number of callers in flight for a time.</summary>
internal static class ClosedLoop
{
    /// <param name="callers">In flight at once.</param>
    /// <param name="duration">How long new calls are begun.</param>
    /// <param name="call">One call of a caller.</param>
    public static async Task<LoopResult> RunAsync(int callers, TimeSpan duration, Func<int, ValueTask> call)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var times = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller))));
        var elapsed = time.GetElapsedTime(started);
        TimeSpan[] sorted = [.. times.SelectMany(list => list).Order()];
        return new LoopResult(sorted.Length, elapsed, sorted);

        async Task<List<TimeSpan>> CallAsync(int caller)
        {
            var spent = new List<TimeSpan>();
            while (time.GetElapsedTime(started) < duration)
            {
                var begun = time.GetTimestamp();
                await call(caller);
                spent.Add(time.GetElapsedTime(begun));

                // A call that never waits must not keep the other callers from beginning.
                await Task.Yield();
            }

            return spent;
        }
    }
}
