using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Livepeer.Hosting.Options;

/// <summary>Whole amounts of wei as people write them: digits, or a decimal number and a unit, as in <c>0.5 eth</c> and <c>20gwei</c>. Nothing is rounded.</summary>
public static partial class EthAmount
{
    private const int EthDecimals = 18;
    private const int GweiDecimals = 9;

    // Below these an amount is easier to read in the smaller unit.
    private static readonly BigInteger LeastShownInEth = BigInteger.Pow(10, EthDecimals - 4);
    private static readonly BigInteger LeastShownInGwei = BigInteger.Pow(10, GweiDecimals - 3);

    // Amounts on the wire have 256 bits.
    private static readonly BigInteger Most = BigInteger.Pow(2, 256) - 1;

    /// <summary>Reads an amount; no unit means wei.</summary>
    /// <returns>False also for a part of a wei.</returns>
    public static bool TryParse(string text, out BigInteger wei)
    {
        wei = default;
        var match = Form().Match(text);
        if (!match.Success)
        {
            return false;
        }

        var decimals = match.Groups["decimals"].Value.TrimEnd('0');
        var shift = match.Groups["unit"].Value switch { "eth" => EthDecimals, "gwei" => GweiDecimals, _ => 0 };
        if (decimals.Length > shift)
        {
            return false;
        }

        wei = BigInteger.Parse(match.Groups["whole"].Value + decimals, CultureInfo.InvariantCulture) * BigInteger.Pow(10, shift - decimals.Length);
        return wei <= Most;
    }

    /// <summary>The exact amount in the unit that reads best, for example <c>0.1 eth</c>.</summary>
    public static string Format(BigInteger wei) =>
        wei >= LeastShownInEth ? Decimal(wei, EthDecimals) + " eth"
        : wei >= LeastShownInGwei ? Decimal(wei, GweiDecimals) + " gwei"
        : wei.ToString(CultureInfo.InvariantCulture) + " wei";

    private static string Decimal(BigInteger wei, int decimals)
    {
        var whole = BigInteger.DivRem(wei, BigInteger.Pow(10, decimals), out var rest);
        var text = whole.ToString(CultureInfo.InvariantCulture);
        return rest.IsZero ? text : $"{text}.{rest.ToString(CultureInfo.InvariantCulture).PadLeft(decimals, '0').TrimEnd('0')}";
    }

    [GeneratedRegex(@"^(?<whole>[0-9]{1,78})(\.(?<decimals>[0-9]{1,78}))? ?(?<unit>wei|gwei|eth)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
