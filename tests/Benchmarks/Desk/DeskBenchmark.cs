using Benchmarks.Cli;
using Benchmarks.Processes;
using Benchmarks.Reports;
using Benchmarks.Streams;
using Benchmarks.Timing;
using Livepeer.Ledger;
using Livepeer.Payments.Desk;

namespace Benchmarks.Desk;

/// <summary>The desk without a network: one ticket a payment, each payment durable before it is answered.</summary>
internal static class DeskBenchmark
{
    private static readonly int[] InFlight = [1, 16, 128];

    public static async Task<Section> RunAsync(RunSettings settings, CancellationToken cancellationToken)
    {
        using var folder = new DataFolder(settings);
        var flush = DiskFlush.Median(folder).TotalMilliseconds;
        var figures = new List<Figure> { new("disk: 4 KiB written and flushed, median", flush, "ms") };
        foreach (var callers in InFlight)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var durable = await DurableAsync(settings, folder.File($"ledger-{callers}.db"), callers);
            var memory = await MeasureAsync(settings, new MemoryLedger(TimeProvider.System), callers);
            figures.AddRange(Figures(callers, durable, memory));
            if (callers == 1)
            {
                figures.Add(Figure.Ratio("1 caller: median payment ÷ one flush", durable.Loop.MedianMilliseconds, flush));
            }
        }

        return new Section("Desk: payments with the embedded ledger, one ticket and one settlement each", figures);
    }

    /// <summary>CPU of this process per payment with 16 callers: what a signer adds to it is the network.</summary>
    public static async Task<double> CpuMicrosecondsAsync(RunSettings settings)
    {
        using var folder = new DataFolder(settings);
        return (await DurableAsync(settings, folder.File("ledger.db"), callers: 16)).CpuMicroseconds;
    }

    private static async Task<Measured> DurableAsync(RunSettings settings, string path, int callers)
    {
        await using var ledger = EmbeddedLedger.Open(new EmbeddedLedgerOptions { Path = path }, TimeProvider.System);
        var measured = await MeasureAsync(settings, ledger, callers, () => ledger.Counters);
        return measured;
    }

    private static async Task<Measured> MeasureAsync(RunSettings settings, ILedger ledger, int callers, Func<LedgerCounters?>? count = null)
    {
        using var desk = new OpenDesk(ledger);
        PayingStream[] streams = [.. Enumerable.Range(0, callers).Select(caller => new PayingStream($"stream-{caller}"))];
        await WarmUp.RunAsync(settings, () => ClosedLoop.RunAsync(callers, settings.WarmUp, PayAsync), () => Task.FromResult(ProcessUsage.Now()));
        var (before, counted) = (ProcessUsage.Now(), count?.Invoke());
        var loop = await ClosedLoop.RunAsync(callers, settings.Load, PayAsync);
        var (used, counters) = (ProcessUsage.Now() - before, count?.Invoke());
        return new Measured(loop, used.CpuMicroseconds / loop.Calls, (counters?.Commits - counted?.Commits) ?? 0, (counters?.CommittedOrders - counted?.CommittedOrders) ?? 0);

        async ValueTask PayAsync(int caller) => await desk.PayAsync(streams[caller]);
    }

    private static IEnumerable<Figure> Figures(int callers, Measured durable, Measured memory)
    {
        var who = callers == 1 ? "1 caller" : $"{callers} callers";
        yield return new($"{who}: payments", durable.Loop.PerSecond, "1/s");
        yield return new($"{who}: median payment", durable.Loop.MedianMilliseconds, "ms");
        yield return new($"{who}: 99th percentile", durable.Loop.P99Milliseconds, "ms");
        yield return new($"{who}: commits", durable.Commits / durable.Loop.Elapsed.TotalSeconds, "1/s");
        yield return new($"{who}: payments per commit", (double)durable.CommittedOrders / durable.Commits, "");
        yield return new($"{who}: CPU per payment", durable.CpuMicroseconds, "µs");
        yield return new($"{who}: payments with a ledger in memory", memory.Loop.PerSecond, "1/s");
        yield return new($"{who}: CPU per payment with a ledger in memory", memory.CpuMicroseconds, "µs");
        yield return Figure.Ratio($"{who}: payments in memory ÷ durable", memory.Loop.PerSecond, durable.Loop.PerSecond);
    }

    private sealed record Measured(LoopResult Loop, double CpuMicroseconds, long Commits, long CommittedOrders);
}
