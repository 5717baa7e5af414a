using Benchmarks.Processes;

namespace Benchmarks.Desk;

/// <summary>What this disk takes to make four kilobytes durable inside a file that has its length: no ledger can be quicker with one caller.</summary>
internal static class DiskFlush
{
    private const int Flushes = 200;
    private const int PageSize = 4096;

    public static TimeSpan Median(DataFolder folder)
    {
        var time = TimeProvider.System;
        var times = new List<TimeSpan>();
        using var file = new FileStream(folder.File("flush"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        file.Write(new byte[Flushes * PageSize]);
        file.Flush(flushToDisk: true);
        file.Position = 0;
        var page = new byte[PageSize];
        for (var i = 0; i < Flushes; i++)
        {
            page[0] = unchecked((byte)(i + 1));
            var started = time.GetTimestamp();
            file.Write(page);
            file.Flush(flushToDisk: true);
            times.Add(time.GetElapsedTime(started));
        }

        times.Sort();
        return times[Flushes / 2];
    }
}
