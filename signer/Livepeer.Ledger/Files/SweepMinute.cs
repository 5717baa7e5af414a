namespace Livepeer.Ledger.Files;

/// <summary>Ends of lifetimes in whole minutes since the year 1.</summary>
internal static class SweepMinute
{
    /// <summary>A minute that begins after the end of a lifetime.</summary>
    public static long After(DateTimeOffset end) => (end.UtcTicks / TimeSpan.TicksPerMinute) + 1;

    /// <summary>The minute that is running: rows up to it have ended.</summary>
    public static long At(DateTimeOffset now) => now.UtcTicks / TimeSpan.TicksPerMinute;
}
