using System.Globalization;

namespace Conformance.Running;

/// <summary>Comparisons whose failures say what was looked at.</summary>
internal static class Expect
{
    public static void That(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new BrokenException(otherwise);
        }
    }

    public static void Equal<T>(T expected, T actual, string what) =>
        That(EqualityComparer<T>.Default.Equals(expected, actual), string.Create(CultureInfo.InvariantCulture, $"{what}: expected {Shown(expected)}, was {Shown(actual)}"));

    public static void Contains(string expected, string actual, string what) =>
        That(actual.Contains(expected, StringComparison.Ordinal), $"{what}: expected a text with \"{expected}\", was \"{actual}\"");

    public static void Between(long least, long most, long actual, string what) =>
        That(actual >= least && actual <= most, string.Create(CultureInfo.InvariantCulture, $"{what}: expected {least} to {most}, was {actual}"));

    private static string Shown<T>(T value) => value is string text ? $"\"{text}\"" : string.Create(CultureInfo.InvariantCulture, $"{value}");
}
