using Benchmarks.Cli;
using Benchmarks.Processes;
using Benchmarks.Reports;
using Benchmarks.Signer;
using Benchmarks.Streams;
using Benchmarks.Timing;
using Grpc.Core;
using Grpc.Net.Client;
using Livepeer.Protos.RemoteSigner.V1;
using TestKit.Redis;

namespace Benchmarks.Repair;

/// <summary>
/// A signer that starts with a day's audit log and a ledger that lost everything, or one that lacks nothing but the mark that says so. Alone, and with callers that
/// pay meanwhile as fast as they can. CPU and memory are those of the signer's process.
/// </summary>
internal static class RepairBenchmark
{
    private const int Callers = 4;
    private const int Payments = 1_000_000;

    // What Redis keeps in memory for a million is not of interest here.
    private const int PaymentsInRedis = 100_000;
    private const int PaymentsWhenQuick = 5_000;
    private static readonly TimeSpan Stretch = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public static async Task<Section> RunAsync(RunSettings settings, CancellationToken cancellationToken)
    {
        var isFull = settings.Rounds > 3;
        return new Section(
            "Repair: a signer that starts with a day's audit log, CPU and memory of its process",
            [
                .. await RunAsync(settings, "embedded", isFull ? Payments : PaymentsWhenQuick, null, cancellationToken),
                .. await RunWithRedisAsync(settings, isFull ? PaymentsInRedis : PaymentsWhenQuick, cancellationToken),
            ]);
    }

    private static async Task<IReadOnlyList<Figure>> RunWithRedisAsync(RunSettings settings, int payments, CancellationToken cancellationToken)
    {
        using var redis = new RedisServer().Start();
        return await RunAsync(settings, "Redis", payments, redis, cancellationToken);
    }

    private static async Task<IReadOnlyList<Figure>> RunAsync(RunSettings settings, string who, int payments, RedisServer? redis, CancellationToken cancellationToken)
    {
        using var folder = new DataFolder(settings);
        await PaidLog.WriteAsync(folder.File("audit"), payments, cancellationToken);
        var figures = new List<Figure> { new($"{who}: payments in the log", payments, "") };
        foreach (var isLoaded in (bool[])[false, true])
        {
            foreach (var lost in (string[])["everything", "the mark alone"])
            {
                File.Delete(Mark(folder));
                if (lost == "everything")
                {
                    Empty(folder, redis);
                }

                var found = await RepairAsync(settings, folder, redis, isLoaded, cancellationToken);
                figures.AddRange(Figures($"{who}, lost {lost}{(isLoaded ? ", payments meanwhile" : "")}", payments, found));
            }
        }

        return figures;
    }

    private static async Task<Found> RepairAsync(RunSettings settings, DataFolder folder, RedisServer? redis, bool isLoaded, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        await using var signer = await SignerProcess.StartAsync(folder, cancellationToken, redis?.Address);
        var ready = time.GetElapsedTime(started);
        var usage = await signer.ReadUsageAsync(cancellationToken);
        var (cpu, peak) = (usage.CpuMicroseconds, usage.WorkingSetBytes);
        var address = signer.Address.Split(' ');
        using var channel = GrpcChannel.ForAddress(address[0]);
        var client = new Payments.PaymentsClient(channel);
        var headers = new Metadata { { "authorization", $"Bearer {address[1]}" } };
        PayingStream[] streams = [.. Enumerable.Range(0, Callers).Select(caller => new PayingStream($"stream-{Guid.NewGuid():N}"))];
        var during = new List<LoopResult>();
        while (!File.Exists(Mark(folder)))
        {
            if (isLoaded)
            {
                during.Add(await LoadAsync(Stretch));
            }
            else
            {
                await Task.Delay(Look, time, cancellationToken);
            }

            usage = await signer.ReadUsageAsync(cancellationToken);
            peak = Math.Max(peak, usage.WorkingSetBytes);
        }

        var took = time.GetElapsedTime(started);
        var (later, apart) = ((LoopResult?)null, usage.CpuMicroseconds - cpu);
        if (isLoaded)
        {
            await LoadAsync(Stretch);
            later = await LoadAsync(settings.Load);
        }

        // The first stretch is that of the compiler.
        return new Found(ready, took, apart, peak, during.Count > 1 ? during[1..] : during, later);

        async Task<LoopResult> LoadAsync(TimeSpan duration) => await ClosedLoop.RunAsync(
            Callers,
            duration,
            async caller => await client.CreatePaymentAsync(streams[caller].NextRequest(), headers, cancellationToken: cancellationToken));
    }

    private static IEnumerable<Figure> Figures(string what, int payments, Found found)
    {
        yield return new($"{what}: from start to serving", found.Ready.TotalSeconds, "s");
        yield return new($"{what}: from start to whole", found.Took.TotalSeconds, "s");
        yield return new($"{what}: working set at most", found.PeakBytes / 1e6, "MB");
        if (found.Later is not { } later)
        {
            yield return new($"{what}: CPU per payment compared", found.CpuMicroseconds / payments, "µs");
            yield break;
        }

        TimeSpan[] sorted = [.. found.During.SelectMany(stretch => stretch.Sorted).Order()];
        var during = new LoopResult(sorted.Length, TimeSpan.FromTicks(found.During.Sum(stretch => stretch.Elapsed.Ticks)), sorted);
        yield return new($"{what}: {Callers} callers, payments", during.PerSecond, "1/s");
        yield return new($"{what}: {Callers} callers, median", during.MedianMilliseconds, "ms");
        yield return new($"{what}: {Callers} callers, 99th percentile", during.P99Milliseconds, "ms");
        yield return new($"{what}: {Callers} callers, longest", sorted[^1].TotalMilliseconds, "ms");
        yield return new($"{what}: afterwards, payments", later.PerSecond, "1/s");
        yield return new($"{what}: afterwards, median", later.MedianMilliseconds, "ms");
        yield return new($"{what}: afterwards, 99th percentile", later.P99Milliseconds, "ms");
    }

    private static void Empty(DataFolder folder, RedisServer? redis)
    {
        redis?.Ask("FLUSHALL");
        foreach (var file in Directory.EnumerateFiles(folder.Path, "ledger.db*"))
        {
            File.Delete(file);
        }
    }

    private static string Mark(DataFolder folder) => folder.File("audit", "repaired-generation");

    /// <summary>What was measured of one start.</summary>
    private sealed record Found(TimeSpan Ready, TimeSpan Took, double CpuMicroseconds, long PeakBytes, IReadOnlyList<LoopResult> During, LoopResult? Later);
}
