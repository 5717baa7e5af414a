using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using Livepeer.Crypto;
using Livepeer.Payments.Money;
using Microsoft.Extensions.Logging;

namespace Livepeer.Hosting.Options;

/// <summary>How texts become values. Every parser uses the invariant culture and says what it expected.</summary>
public static partial class OptionParsers
{
    /// <summary>A path, with or without a leading @, as absolute path. <c>~/</c> is the home folder.</summary>
    public static bool Path(string text, out string value, out string problem)
    {
        var path = text.StartsWith('@') ? text[1..] : text;
        problem = "not a path";
        value = string.Empty;
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        if (path.StartsWith("~/", StringComparison.Ordinal))
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            if (home.Length == 0)
            {
                // Relative to wherever the program was started, each start would find other files.
                problem = "in the home folder, and this user has none (HOME): give a path that begins with /";
                return false;
            }

            path = System.IO.Path.Combine(home, path[2..]);
        }

        value = System.IO.Path.GetFullPath(path);
        return true;
    }

    public static bool Switch(string text, out bool value, out string problem)
    {
        problem = "neither true nor false";
        return bool.TryParse(text, out value);
    }

    public static bool Address(string text, out EthAddress? value, out string problem)
    {
        problem = "not an address: 0x and 40 hexadecimal digits";
        var parsed = EthAddress.TryParse(text, out var address);
        value = parsed ? address : null;
        return parsed;
    }

    public static bool Hash(string text, out Hash32 value, out string problem)
    {
        problem = "not a hash: 0x and 64 hexadecimal digits";
        return Hash32.TryParse(text, out value);
    }

    public static bool Wei(string text, out Wei value, out string problem)
    {
        problem = "not an amount of wei: decimal digits only";
        return Livepeer.Payments.Money.Wei.TryParse(text, out value);
    }

    /// <summary>A whole amount of wei, in wei, gwei or eth.</summary>
    public static bool Amount(string text, out BigInteger value, out string problem)
    {
        problem = "not an amount: digits (wei), or a number with a unit such as '0.5 eth' or '20 gwei', without parts of a wei";
        return EthAmount.TryParse(text, out value);
    }

    /// <summary>A number of wei that may be a fraction, 0 or more.</summary>
    public static bool Fraction(string text, out Rational value, out string problem)
    {
        problem = "not a number of wei: n or n/d in decimal digits, 0 or more";
        return Rational.TryParse(text, out value) && value.Sign >= 0;
    }

    /// <summary>A price in wei as go-livepeer writes it: digits, optionally with a decimal point, and wei or eth behind them. Other currencies need a price feed and are refused.</summary>
    public static bool Price(string text, out Rational value, out string problem)
    {
        value = default;
        var match = PriceForm().Match(text);
        problem = match.Success
            ? "a price in another currency than wei and eth, which needs a price feed that this version does not have: state it in wei"
            : "not a price: a number of wei such as 1200 or 0.5";
        var zeros = match.Groups["currency"].Value.ToUpperInvariant() switch { "" or "WEI" => 0, "ETH" => 18, _ => -1 };
        if (!match.Success || zeros < 0)
        {
            return false;
        }

        var decimals = match.Groups["decimals"].Value;
        return Rational.TryParse($"{match.Groups["whole"].Value}{decimals}{new string('0', zeros)}/1{new string('0', decimals.Length)}", out value);
    }

    public static bool Listen(string text, out ListenAddress value, out string problem)
    {
        problem = "not host:port with an IP address or localhost";
        var parsed = ListenAddress.TryParse(text, out var address);
        value = address!;
        return parsed;
    }

    /// <summary>http or https, with a query if need be; no user, whom nobody would see in it, and no fragment.</summary>
    public static bool WebUri(string text, out Uri value, out string problem)
    {
        problem = "not an http(s) URI without user and fragment";
        return Uri.TryCreate(text, UriKind.Absolute, out value!)
            && value.Scheme is ("http" or "https")
            && value.Host.Length > 0
            && value.UserInfo.Length == 0
            && value.Fragment.Length == 0;
    }

    /// <summary>Base URIs of orchestrators, comma-separated; a bare host:port means https, as in go-livepeer.</summary>
    public static bool Orchestrators(string text, out IReadOnlyList<Uri> value, out string problem)
    {
        var uris = new List<Uri>();
        value = uris;
        problem = string.Empty;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var full = part.Contains("://", StringComparison.Ordinal) ? part : "https://" + part;
            if (!Uri.TryCreate(full, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0 || !Ascii.IsValid(uri.Host))
            {
                problem = $"no list of orchestrators: '{part}' is not host:port or an http(s) URI with a host in ASCII";
                return false;
            }

            uris.Add(uri);
        }

        return true;
    }

    public static bool Level(string text, out LogLevel value, out string problem)
    {
        problem = "not a level: trace, debug, information, warning, error or critical";
        return Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && !int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);
    }

    /// <summary>A whole number within bounds.</summary>
    public static OptionParser<long> Whole(long least, long most) =>
        (string text, out long value, out string problem) =>
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"not a whole number from {least} to {most}");
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;
        };

    /// <summary>One of a closed set of words.</summary>
    public static OptionParser<string> OneOf(params string[] words) =>
        (string text, out string value, out string problem) =>
        {
            value = text;
            problem = $"none of {string.Join(", ", words)}";
            return words.Contains(text, StringComparer.Ordinal);
        };

    /// <summary>Some of a closed set of words, divided by commas; at least one.</summary>
    public static OptionParser<IReadOnlyList<string>> SetOf(params string[] words) =>
        (string text, out IReadOnlyList<string> value, out string problem) =>
        {
            value = [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
            problem = $"not some of {string.Join(", ", words)}, divided by commas";
            return value.Count > 0 && value.All(word => words.Contains(word, StringComparer.Ordinal));
        };

    /// <summary>A name of an enumeration, in lower case.</summary>
    public static OptionParser<T> Word<T>()
        where T : struct, Enum =>
        (string text, out T value, out string problem) =>
        {
            var words = Enum.GetValues<T>().ToDictionary(member => member.ToString().ToLowerInvariant(), StringComparer.Ordinal);
            problem = $"none of {string.Join(", ", words.Keys)}";
            return words.TryGetValue(text, out value);
        };

    [GeneratedRegex(@"^(?<whole>\d{1,60})(\.(?<decimals>\d{1,60}))?(?<currency>[A-Za-z][A-Za-z0-9]*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex PriceForm();
}
