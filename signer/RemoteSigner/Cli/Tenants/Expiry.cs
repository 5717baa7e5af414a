using System.Globalization;

namespace RemoteSigner.Cli.Tenants;

/// <summary>When something ends: a time from now, or a moment.</summary>
internal static class Expiry
{
    /// <summary>To stand behind "'text' is".</summary>
    public const string Expected = "neither a time from now such as 90d, 12h or 30m nor a moment to come such as 2027-01-31T00:00:00Z";

    private const int MostUnits = 1_000_000;

    public static bool TryParse(string text, DateTimeOffset now, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= MostUnits)
        {
            TimeSpan? time = text[^1] switch
            {
                'd' => TimeSpan.FromDays(count),
                'h' => TimeSpan.FromHours(count),
                'm' => TimeSpan.FromMinutes(count),
                _ => null,
            };
            moment = now + (time ?? TimeSpan.Zero);
            return time is not null;
        }

        return DateTimeOffset.TryParseExact(
                text, ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment)
            && moment > now;
    }
}
