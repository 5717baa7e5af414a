using System.Globalization;
using System.Text.RegularExpressions;

namespace Livepeer.Hosting.Options;

/// <summary>Times as Go writes them: numbers with units one after the other, as in <c>90s</c>, <c>25m0s</c> or <c>1h30m</c>.</summary>
public static partial class DurationText
{
    /// <summary>Reads a time within bounds.</summary>
    public static OptionParser<TimeSpan> Within(TimeSpan least, TimeSpan most) =>
        (string text, out TimeSpan value, out string problem) =>
        {
            problem = $"not a time from {Short(least)} to {Short(most)}, such as 90s, 25m or 1h30m";
            return TryParse(text, out value) && value >= least && value <= most;
        };

    /// <summary>Reads hours, minutes, seconds and milliseconds.</summary>
    public static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        var match = Form().Match(text);
        if (!match.Success || text.Length == 0)
        {
            return false;
        }

        value = TimeSpan.FromHours(Part("h")) + TimeSpan.FromMinutes(Part("m")) + TimeSpan.FromSeconds(Part("s")) + TimeSpan.FromMilliseconds(Part("ms"));
        return true;

        long Part(string unit) => match.Groups[unit] is { Success: true, Value: var digits } ? long.Parse(digits, CultureInfo.InvariantCulture) : 0;
    }

    private static string Short(TimeSpan time) => time.TotalSeconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds}s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours}h"),
    };

    [GeneratedRegex(@"\A(?:(?<h>\d{1,6})h)?(?:(?<m>\d{1,6})m)?(?:(?<s>\d{1,8})s)?(?:(?<ms>\d{1,9})ms)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
