using System.Globalization;
using System.Text.RegularExpressions;
using Livepeer.Ledger.Redis.Scripts;
using StackExchange.Redis;

namespace Livepeer.Ledger.Redis.Connection;

/// <summary>A refusal because of the user's rights, in words that name what is missing.</summary>
/// <param name="Told">For the operator.</param>
/// <param name="InScript">Whether it came out of the middle of a script, which keeps what it had written.</param>
internal sealed partial record RightsRefusal(string Told, bool InScript)
{
    /// <summary>Null when it is a refusal of another kind.</summary>
    /// <param name="refusal">Of the server.</param>
    /// <param name="prefix">Of the ledger's keys.</param>
    public static RightsRefusal? Of(RedisServerException refusal, string prefix)
    {
        var place = PlaceInScript().Match(refusal.Message);

        // Out of a script Redis 6.2 and 7.0 give no code of its own, only these words.
        if (refusal.Kind != RedisErrorKind.NoPermission && !refusal.Message.Contains("The user executing the script can't", StringComparison.Ordinal))
        {
            return null;
        }

        var missing = AccessToKeys().IsMatch(refusal.Message) ? "may not touch the ledger's keys"
            : CommandOf(refusal.Message, place) is { } command ? $"may not run the command {command}"
            : "may not do what a ledger needs";
        return new(
            $"The user of Redis {missing}. It needs the keys ~{{{prefix}}}:* in exactly these letters, and the commands of the line under \"Rights\" in docs/operations/redis.md.",
            InScript: refusal.Message.Contains("script", StringComparison.Ordinal));
    }

    private static string? CommandOf(string words, Match place)
    {
        if (NamedCommand().Match(words) is { Success: true } named)
        {
            return named.Groups[1].Value.ToUpperInvariant();
        }

        // The script and its line are all that it tells.
        var line = place.Success ? RedisScripts.ByHash(place.Groups[1].Value)?.Line(int.Parse(place.Groups[2].Value, CultureInfo.InvariantCulture)) : null;
        return line is not null && CalledCommand().Match(line) is { Success: true } called ? called.Groups[1].Value : null;
    }

    [GeneratedRegex("script: ([0-9a-f]{40}), on @user_script:([0-9]{1,4})")]
    private static partial Regex PlaceInScript();

    [GeneratedRegex(@"access [a-z ]*\bkeys?\b")]
    private static partial Regex AccessToKeys();

    [GeneratedRegex("run the '([A-Za-z|-]{1,40})' command")]
    private static partial Regex NamedCommand();

    [GeneratedRegex(@"redis\.call\('([A-Z]+)'")]
    private static partial Regex CalledCommand();
}
