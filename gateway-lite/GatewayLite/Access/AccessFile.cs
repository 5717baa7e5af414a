namespace GatewayLite.Access;

/// <summary>Lines of "name sha256-of-the-secret"; # begins a comment. Made by 'gateway-lite keys new' and 'gateway-lite tokens new'.</summary>
internal static class AccessFile
{
    private const int MaxLines = 100_000;

    /// <exception cref="FormatException">A line is neither; the message names its number, never its content.</exception>
    public static ILookup<string, SecretHash> Read(string path) =>
        File.ReadLines(path).Take(MaxLines)
            .Select((line, index) => (Text: line.Split('#')[0].Trim(), Number: index + 1))
            .Where(line => line.Text.Length > 0)
            .Select(line => Parse(path, line.Text, line.Number))
            .ToLookup(entry => entry.Name, entry => entry.Hash, StringComparer.Ordinal);

    private static (string Name, SecretHash Hash) Parse(string path, string text, int number)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length == 2 && SecretHash.TryParse(parts[1], out var hash)
            ? (parts[0], hash)
            : throw new FormatException($"{path}, line {number}: expected a name and the SHA-256 of a secret in 64 hexadecimal digits.");
    }
}
