namespace Livepeer.Hosting.Options;

/// <summary>Finds what somebody meant.</summary>
internal static class NearestName
{
    /// <summary>The known name with the fewest differing characters, ignoring case; null when none is near.</summary>
    public static string? Find(string given, IEnumerable<string> known)
    {
        var best = known.Select(name => (Name: name, Distance: Distance(given, name))).OrderBy(candidate => candidate.Distance).FirstOrDefault();
        return best.Name is not null && best.Distance <= Math.Max(2, best.Name.Length / 3) ? best.Name : null;
    }

    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        foreach (var a in left)
        {
            var current = new int[right.Length + 1];
            current[0] = previous[0] + 1;
            for (var j = 0; j < right.Length; j++)
            {
                var replaced = previous[j] + (char.ToUpperInvariant(a) == char.ToUpperInvariant(right[j]) ? 0 : 1);
                current[j + 1] = Math.Min(replaced, Math.Min(previous[j + 1], current[j]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}
