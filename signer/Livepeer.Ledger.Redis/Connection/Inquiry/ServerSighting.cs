namespace Livepeer.Ledger.Redis.Connection.Inquiry;

/// <summary>What one server turned out to be.</summary>
/// <param name="Problem">Why it cannot be asked, as a clause behind its name; null when it answered.</param>
/// <param name="Report">Its INFO; empty when it may not be read.</param>
/// <param name="Primary">What a Sentinel said about the primary; null when nobody asked one.</param>
internal sealed record ServerSighting(string? Problem, IReadOnlyDictionary<string, string> Report, RawReply? Primary)
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>Whether it watches others; null when it does not tell.</summary>
    public bool? IsSentinel => Report.TryGetValue("redis_mode", out var mode) ? mode == "sentinel" : null;

    /// <summary>Names of the primaries that a Sentinel watches.</summary>
    public IEnumerable<string> Watched => Report
        .Where(line => line.Key.StartsWith("master", StringComparison.Ordinal) && line.Value.StartsWith("name=", StringComparison.Ordinal))
        .Select(line => line.Value["name=".Length..].Split(',')[0]);

    public static ServerSighting Of(string problem) => new(problem, Nothing, null);

    /// <summary>Reads an INFO.</summary>
    public static ServerSighting Of(RawReply info, RawReply? primary)
    {
        var report = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in info.Text.Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                report[line[..colon]] = line[(colon + 1)..].TrimEnd('\r');
            }
        }

        return new(null, report, primary);
    }
}
