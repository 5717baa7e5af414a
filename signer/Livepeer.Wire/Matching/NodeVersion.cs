using System.Globalization;

namespace Livepeer.Wire.Matching;

/// <summary>Versions of nodes and runners, compared as the network does: by their numbers, without what follows a dash or plus.</summary>
/// <remarks>Source: go-livepeer core/capabilities.go. Nightly builds are named 0.9.1-abc1234 and count as 0.9.1.</remarks>
internal static class NodeVersion
{
    /// <summary>
    /// Whether a version satisfies a minimum. No minimum, and one that is not a version, is satisfied by everything; a version that is none
    /// ("", "undefined") satisfies no minimum.
    /// </summary>
    public static bool Satisfies(string version, string minimum) =>
        minimum.Length == 0 || !TryParse(minimum, out var required) || (TryParse(version, out var actual) && actual >= required);

    private static bool TryParse(string text, out Version version)
    {
        version = new Version(0, 0, 0);
        var numbers = text.AsSpan();
        numbers = numbers is ['v', .. var rest] ? rest : numbers;
        var end = numbers.IndexOfAny('-', '+');
        numbers = end < 0 ? numbers : numbers[..end];
        Span<int> parts = stackalloc int[3];
        var count = 0;
        foreach (var range in numbers.Split('.'))
        {
            if (count == parts.Length || !int.TryParse(numbers[range], NumberStyles.None, CultureInfo.InvariantCulture, out parts[count]))
            {
                return false;
            }

            count++;
        }

        version = new Version(parts[0], parts[1], parts[2]);
        return true;
    }
}
