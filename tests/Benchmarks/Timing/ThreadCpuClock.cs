using System.Runtime.InteropServices;

namespace Benchmarks.Timing;

/// <summary>Time that the calling thread has run, so that whoever else uses the machine does not count. Wall time where the system does not tell.</summary>
internal static class ThreadCpuClock
{
    // CLOCK_THREAD_CPUTIME_ID of time.h.
    private const int ThreadCpuTime = 3;

    public static long Nanoseconds()
    {
        if (OperatingSystem.IsLinux() && ReadClock(ThreadCpuTime, out var time) == 0)
        {
            return (time.Seconds * 1_000_000_000L) + time.Nanoseconds;
        }

        return (long)(TimeProvider.System.GetTimestamp() * (1e9 / TimeProvider.System.TimestampFrequency));
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ReadClock(int clock, out ClockTime time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ClockTime
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
