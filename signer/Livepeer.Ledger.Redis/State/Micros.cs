using System.Globalization;

namespace Livepeer.Ledger.Redis.State;

/// <summary>Times as scripts reckon with them: microseconds since 1970, which a script's numbers hold exactly until the year 2255.</summary>
internal static class Micros
{
    public static long Of(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToTime(string text) =>
        DateTimeOffset.UnixEpoch.AddTicks(long.Parse(text, CultureInfo.InvariantCulture) * TimeSpan.TicksPerMicrosecond);
}
