using System.Globalization;
using Livepeer.Payments.Desk.Repair;

namespace Livepeer.Ledger.Redis.State;

/// <summary>The running generation in the head: number, '|', the time of its beginning in .NET UTC ticks, '|' and the reason.</summary>
internal static class GenerationText
{
    public static string Write(LedgerGeneration generation) =>
        string.Create(CultureInfo.InvariantCulture, $"{generation.Number}|{generation.Since.UtcTicks}|{generation.Reason}");

    public static LedgerGeneration Read(string text)
    {
        var parts = text.Split('|', 3);
        return new(
            long.Parse(parts[0], CultureInfo.InvariantCulture),
            new DateTimeOffset(long.Parse(parts[1], CultureInfo.InvariantCulture), TimeSpan.Zero),
            parts[2]);
    }
}
