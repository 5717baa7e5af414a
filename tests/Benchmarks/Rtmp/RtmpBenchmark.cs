using System.Diagnostics;
using Benchmarks.Cli;
using Benchmarks.Processes;
using Benchmarks.Reports;

namespace Benchmarks.Rtmp;

/// <summary>What the ingest takes for each publisher of a megabit per second: receiving, cutting into MPEG-TS segments, handing them to a reader.</summary>
internal static class RtmpBenchmark
{
    private static readonly int[] Publishers = [1, 5, 10];

    // Until all publish, and the first segments are cut.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public static async Task<Section> RunAsync(RunSettings settings, CancellationToken cancellationToken)
    {
        using var folder = new DataFolder(settings);
        var film = folder.File("film.flv");
        var length = settings.Publishing + Settling + TimeSpan.FromSeconds(5);
        await Publisher.MakeFilmAsync(film, length, cancellationToken);
        var figures = new List<Figure> { new("the film", new FileInfo(film).Length * 8 / 1e6 / Math.Floor(length.TotalSeconds), "Mbit/s") };
        var shares = new List<double>();
        foreach (var publishers in Publishers)
        {
            var (share, usage) = await MeasureAsync(settings, film, publishers, cancellationToken);
            var who = publishers == 1 ? "1 publisher" : $"{publishers} publishers";
            figures.Add(new($"{who}: CPU per publisher", share, "% of a core"));
            figures.Add(new($"{who}: segments read, per publisher", usage.Work * 8 / 1e6 / settings.Publishing.TotalSeconds / publishers, "Mbit/s"));
            figures.Add(new($"{who}: working set", usage.WorkingSetBytes / 1e6, "MB"));
            figures.Add(new($"{who}: garbage per publisher", usage.AllocatedBytes / 1e3 / settings.Publishing.TotalSeconds / publishers, "kB/s"));
            shares.Add(share);
        }

        figures.Add(Figure.Ratio("CPU per publisher: 10 publishers ÷ 1", shares[^1], shares[0]));
        figures.Add(new("publishers that fill a core, from the CPU of 10", 100 / shares[^1], ""));
        return new Section("Ingest: RTMP publishers of 1 Mbit/s, CPU and memory of the ingest's process", figures);
    }

    private static async Task<(double Share, ProcessUsage Usage)> MeasureAsync(RunSettings settings, string film, int publishers, CancellationToken cancellationToken)
    {
        await using var ingest = await IngestProcess.StartAsync(cancellationToken);
        var rushes = 0;
        await WarmUp.RunAsync(
            settings, () => Publisher.RushAsync(film, $"{ingest.Address}/rush-{rushes++}", cancellationToken), () => ingest.ReadUsageAsync(cancellationToken));

        Process[] running = [.. Enumerable.Range(0, publishers).Select(publisher => Publisher.Publish(film, $"{ingest.Address}/stream-{publisher}"))];
        try
        {
            await Task.Delay(Settling, TimeProvider.System, cancellationToken);
            var before = await ingest.ReadUsageAsync(cancellationToken);
            await Task.Delay(settings.Publishing, TimeProvider.System, cancellationToken);
            var used = await ingest.ReadUsageAsync(cancellationToken) - before;
            if (running.Any(publisher => publisher.HasExited))
            {
                throw new InvalidOperationException("A publisher ended before the measurement did.");
            }

            return (used.CpuMicroseconds / settings.Publishing.TotalMicroseconds / publishers * 100, used);
        }
        finally
        {
            foreach (var publisher in running)
            {
                publisher.Kill();
                publisher.Dispose();
            }
        }
    }
}
