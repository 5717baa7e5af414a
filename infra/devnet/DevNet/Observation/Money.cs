using System.Globalization;
using System.Numerics;

namespace DevNet.Observation;

/// <summary>Exact amounts as the programs write them, "n" or "n/d", shown to people.</summary>
internal static class Money
{
    private static readonly BigInteger WeiPerGwei = 1_000_000_000;

    /// <summary>Whole gwei, with thousands divided by spaces.</summary>
    public static string Gwei(string exactWei)
    {
        var (above, below) = Parse(exactWei);
        return (above / below / WeiPerGwei).ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');
    }

    /// <summary>Whether the first amount is at least the second.</summary>
    public static bool Covers(string credit, string debit)
    {
        var (creditAbove, creditBelow) = Parse(credit);
        var (debitAbove, debitBelow) = Parse(debit);
        return creditAbove * debitBelow >= debitAbove * creditBelow;
    }

    private static (BigInteger Above, BigInteger Below) Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? (BigInteger.Parse(text, CultureInfo.InvariantCulture), BigInteger.One)
            : (BigInteger.Parse(text.AsSpan(0, slash), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
                BigInteger.Parse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
