using System.Globalization;
using Livepeer.Payments.Desk;

namespace Livepeer.Ledger.Redis.State;

/// <summary>The kill switch in the head: the time in .NET UTC ticks, '|' and the reason; empty while signing runs.</summary>
internal static class HaltText
{
    public static string Write(SigningHalt? halt) => halt is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{halt.Since.UtcTicks}|{halt.Reason}");

    public static SigningHalt? Read(string text)
    {
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? null : new(text[(bar + 1)..], new DateTimeOffset(long.Parse(text.AsSpan(0, bar), CultureInfo.InvariantCulture), TimeSpan.Zero));
    }
}
