using Benchmarks.Cli;
using Benchmarks.Desk;
using Benchmarks.Processes;
using Benchmarks.Reports;
using Benchmarks.Streams;
using Benchmarks.Timing;
using Livepeer.Audit;
using Livepeer.Audit.Verification;
using Livepeer.Payments.Desk.Audit;
using TestKit.Payments;

namespace Benchmarks.Audit;

/// <summary>The audit log without a desk: what recording adds to a payment, and how long a log takes to verify.</summary>
internal static class AuditBenchmark
{
    private static readonly int[] InFlight = [1, 128];

    // A full run verifies a million records; a quick one says only that it works.
    private const int Records = 1_000_000;
    private const int RecordsWhenQuick = 50_000;
    private const int TicketsPerEntry = 98;

    public static async Task<Section> RunAsync(RunSettings settings, CancellationToken cancellationToken)
    {
        using var folder = new DataFolder(settings);
        var entry = await EntryAsync();
        var figures = new List<Figure> { new("disk: 4 KiB written and flushed, median", DiskFlush.Median(folder).TotalMilliseconds, "ms") };
        foreach (var callers in InFlight)
        {
            cancellationToken.ThrowIfCancellationRequested();
            figures.AddRange(await AppendAsync(settings, folder.File($"audit-{callers}"), entry, callers));
        }

        figures.AddRange(await VerifyAsync(folder.File("large"), entry, settings.Rounds > 3 ? Records : RecordsWhenQuick, cancellationToken));
        return new Section("Audit log: payments of one ticket, each durable before it is released", figures);
    }

    private static async Task<AuditEntry.Payment> EntryAsync()
    {
        var recording = new RecordingAuditLog();
        using var desk = new OpenDesk(new MemoryLedger(TimeProvider.System), recording);
        await desk.PayAsync(new PayingStream("stream-0"));
        return (AuditEntry.Payment)recording.Entries[0];
    }

    private static async Task<IReadOnlyList<Figure>> AppendAsync(RunSettings settings, string folder, AuditEntry.Payment entry, int callers)
    {
        using var desk = new OpenDesk(new MemoryLedger(TimeProvider.System));
        await using var log = FileAuditLog.Open(new AuditLogOptions { Folder = folder }, desk.Custodian, TimeProvider.System);
        await WarmUp.RunAsync(settings, () => ClosedLoop.RunAsync(callers, settings.WarmUp, PayAsync), () => Task.FromResult(ProcessUsage.Now()));
        var (before, counted) = (ProcessUsage.Now(), log.Counters);
        var loop = await ClosedLoop.RunAsync(callers, settings.Load, PayAsync);
        var (used, counters) = (ProcessUsage.Now() - before, log.Counters);
        var who = callers == 1 ? "1 caller" : $"{callers} callers";
        return
        [
            new($"{who}: payments recorded", loop.PerSecond, "1/s"),
            new($"{who}: median", loop.MedianMilliseconds, "ms"),
            new($"{who}: 99th percentile", loop.P99Milliseconds, "ms"),
            new($"{who}: payments per flush", (double)(counters.Entries - counted.Entries) / (counters.Flushes - counted.Flushes), ""),
            new($"{who}: CPU per payment", used.CpuMicroseconds / loop.Calls, "µs"),
            new($"{who}: bytes per payment", (double)(counters.Bytes - counted.Bytes) / (counters.Entries - counted.Entries), "B"),
        ];

        ValueTask PayAsync(int caller) => log.AppendAsync(entry, CancellationToken.None);
    }

    private static async Task<IReadOnlyList<Figure>> VerifyAsync(string folder, AuditEntry.Payment entry, int records, CancellationToken cancellationToken)
    {
        using var desk = new OpenDesk(new MemoryLedger(TimeProvider.System));
        await using (var log = FileAuditLog.Open(new AuditLogOptions { Folder = folder }, desk.Custodian, TimeProvider.System))
        {
            var large = entry with { Tickets = [.. Enumerable.Repeat(entry.Tickets[0], TicketsPerEntry)] };
            while (log.Counters.Records < records)
            {
                await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => log.AppendAsync(large, cancellationToken).AsTask()));
            }
        }

        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var found = AuditVerifier.Run(folder, new AuditVerificationOptions(), static _ => { }, cancellationToken);
        var elapsed = time.GetElapsedTime(started);
        return found.IsWhole
            ?
            [
                new("verification: records", found.Records, ""),
                new("verification: time", elapsed.TotalSeconds, "s"),
                new("verification: records per second", found.Records / elapsed.TotalSeconds, "1/s"),
                new("verification: read", found.Bytes / elapsed.TotalSeconds / 1e6, "MB/s"),
            ]
            : throw new InvalidOperationException($"The log that was just written is not whole: {found.Findings[0]}");
    }
}
