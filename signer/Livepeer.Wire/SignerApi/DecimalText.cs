using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Livepeer.Payments.Money;

namespace Livepeer.Wire.SignerApi;

/// <summary>Numbers as JSON writes them, read exactly.</summary>
internal static partial class DecimalText
{
    private const int MaxLength = 256;

    // 10^308 is more than every price; Go's limit of a million digits is an invitation.
    private const int MaxExponent = 308;

    /// <summary>Whether a text has the form of a JSON number.</summary>
    public static bool IsNumber(string text) => text.Length <= MaxLength && Number().IsMatch(text);

    /// <summary>The exact value of a JSON number.</summary>
    public static bool TryParse(string text, out Rational value)
    {
        value = default;
        if (text.Length > MaxLength || Number().Match(text) is not { Success: true } match)
        {
            return false;
        }

        var fraction = match.Groups["fraction"].Value;
        if (!int.TryParse(match.Groups["exponent"].Value is { Length: > 0 } digits ? digits : "0", CultureInfo.InvariantCulture, out var exponent)
            || exponent is < -MaxExponent or > MaxExponent)
        {
            return false;
        }

        var whole = BigInteger.Parse(match.Groups["sign"].Value + match.Groups["whole"].Value + fraction, CultureInfo.InvariantCulture);
        var scale = exponent - fraction.Length;
        value = scale >= 0 ? new Rational(whole * BigInteger.Pow(10, scale)) : new Rational(whole, BigInteger.Pow(10, -scale));
        return true;
    }

    [GeneratedRegex(@"\A(?<sign>-?)(?<whole>0|[1-9][0-9]*)(?:\.(?<fraction>[0-9]+))?(?:[eE](?<exponent>[+-]?[0-9]+))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
