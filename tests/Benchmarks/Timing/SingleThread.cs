using Benchmarks.Cli;

namespace Benchmarks.Timing;

/// <summary>Cost of one operation on one thread.</summary>
/// <param name="Nanoseconds">Thread CPU time, median of the rounds.</param>
/// <param name="Bytes">Garbage.</param>
internal sealed record Cost(double Nanoseconds, double Bytes)
{
    public double Microseconds => Nanoseconds / 1000;

    public double PerSecond => 1e9 / Nanoseconds;
}

/// <summary>Measures what runs on one thread and waits for nothing.</summary>
internal static class SingleThread
{
    /// <param name="settings">How long.</param>
    /// <param name="run">Runs the operation as often as it is told.</param>
    public static Cost Measure(RunSettings settings, Action<int> run)
    {
        var times = new List<double>();
        var bytes = 0.0;
        var batch = WarmUp(settings.Round, run);
        for (var round = 0; round < settings.Rounds; round++)
        {
            var operations = 0L;
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = ThreadCpuClock.Nanoseconds();
            long spent;
            do
            {
                run(batch);
                operations += batch;
                spent = ThreadCpuClock.Nanoseconds() - started;
            }
            while (spent < settings.Round.TotalNanoseconds);

            times.Add((double)spent / operations);
            bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / operations;
        }

        times.Sort();
        return new Cost(times[times.Count / 2], bytes);
    }

    // Twice a round, in ever larger batches: then the compiler has optimized it, and one batch takes about a hundredth of a round.
    private static int WarmUp(TimeSpan round, Action<int> run)
    {
        var batch = 1;
        var started = ThreadCpuClock.Nanoseconds();
        var last = started;
        while (true)
        {
            run(batch);
            var now = ThreadCpuClock.Nanoseconds();
            if (now - last < round.TotalNanoseconds / 100)
            {
                batch *= 2;
            }
            else if (now - started > 2 * round.TotalNanoseconds)
            {
                return batch;
            }

            last = now;
        }
    }
}
