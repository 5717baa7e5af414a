using System.Globalization;
using System.Text;

namespace TestKit.Documents;

/// <summary>What a program serves at /metrics, as docs/operations/metrics.md shows it.</summary>
public static class MetricTable
{
    /// <summary>One row for each metric of these prefixes.</summary>
    /// <param name="exposition">Prometheus' text format; metrics with labels must have a sample.</param>
    /// <param name="prefixes">Beginnings of the names of a program's own metrics.</param>
    public static string Text(string exposition, params string[] prefixes)
    {
        ArgumentNullException.ThrowIfNull(exposition);
        var lines = exposition.Split('\n');
        bool IsOwn(string name) => prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
        var types = lines.Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToDictionary(parts => parts[2], parts => parts[3]);
        var helps = lines.Where(line => line.StartsWith("# HELP ", StringComparison.Ordinal)).Select(line => line.Split(' ', 4)).Where(parts => IsOwn(parts[2]));

        var text = new StringBuilder("| Metric | Type | Labels | Meaning |\n|---|---|---|---|\n");
        foreach (var help in helps.OrderBy(parts => parts[2], StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{help[2]}` | {types[help[2]]} | {Labels(lines, help[2])} | {help[3]} |\n");
        }

        return text.ToString();
    }

    private static string Labels(string[] lines, string metric)
    {
        var sample = lines.FirstOrDefault(line => line.StartsWith(metric, StringComparison.Ordinal)) ?? throw new InvalidOperationException($"{metric} has no sample");
        var open = sample.IndexOf('{', StringComparison.Ordinal);
        return open < 0
            ? string.Empty
            : string.Join(", ", sample[(open + 1)..sample.IndexOf('}', StringComparison.Ordinal)].Split(',').Select(label => label.Split('=')[0]).Where(name => name != "le").Select(name => $"`{name}`"));
    }
}
