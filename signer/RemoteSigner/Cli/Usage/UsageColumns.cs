using System.Globalization;
using System.Numerics;
using Livepeer.Payments.Money;
using RemoteSigner.Usage;

namespace RemoteSigner.Cli.Usage;

/// <summary>A column that usage can be summed by.</summary>
internal sealed record UsageColumn(string Name, Func<UsageDayJson, string> Value);

/// <summary>Sums over the lines that have the same values in the wanted columns.</summary>
internal sealed record UsageSum(IReadOnlyList<string> Values, long Payments, long Tickets, Rational ExpectedValue, Rational Fee, BigInteger FaceValueWei);

/// <summary>The columns, and summing by them.</summary>
internal static class UsageColumns
{
    public const string Standard = "day,tenant,capability,model";

    private static readonly UsageColumn[] All =
    [
        new("day", static line => line.Day),
        new("tenant", static line => line.Tenant),
        new("kind", static line => line.Kind),
        new("capability", static line => line.Capability),
        new("model", static line => line.Model),
    ];

    public static string Names { get; } = string.Join(", ", All.Select(column => column.Name));

    public static IReadOnlyList<UsageColumn> Parse(string text, List<string> problems)
    {
        var columns = new List<UsageColumn>();
        foreach (var name in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct())
        {
            if (Array.Find(All, column => column.Name == name) is { } column)
            {
                columns.Add(column);
            }
            else
            {
                problems.Add($"--by: '{name}' is none of {Names}.");
            }
        }

        return columns;
    }

    public static IReadOnlyList<UsageSum> Sum(IEnumerable<UsageDayJson> lines, IReadOnlyList<UsageColumn> columns)
    {
        var sums = new SortedDictionary<string, UsageSum>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var values = columns.Select(column => column.Value(line)).ToArray();
            var key = string.Join('\u0001', values);
            var sum = sums.GetValueOrDefault(key) ?? new UsageSum(values, 0, 0, Rational.Zero, Rational.Zero, BigInteger.Zero);
            sums[key] = sum with
            {
                Payments = sum.Payments + line.Payments,
                Tickets = sum.Tickets + line.Tickets,
                ExpectedValue = sum.ExpectedValue + Rational.Parse(line.ExpectedValueWei),
                Fee = sum.Fee + Rational.Parse(line.FeeWei),
                FaceValueWei = sum.FaceValueWei + BigInteger.Parse(line.FaceValueWei, CultureInfo.InvariantCulture),
            };
        }

        return [.. sums.Values];
    }
}
