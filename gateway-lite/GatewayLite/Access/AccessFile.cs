using Livepeer.Hosting.Access;

namespace GatewayLite.Access;

/// <summary>Lines of "name sha256-of-the-secret"; # begins a comment. Made by 'gateway-lite keys new' and 'gateway-lite tokens new'.</summary>
internal static class AccessFile
{
    private const int MaxLines = 100_000;

    /// <exception cref="FormatException">A line is wrong; the message names its number, never its content.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static HashedSecrets Read(string path) => new(
        Lines(path)
            .Select((line, index) => (Text: line.Split('#')[0].Trim(), Number: index + 1))
            .Where(line => line.Text.Length > 0)
            .Select(line => Parse(path, line.Text, line.Number)));

    /// <summary>Appends the line of one secret.</summary>
    public static void Append(string path, string name, string secret)
    {
        var hash = new byte[TokenHash.Size];
        _ = TokenHash.TryCompute(secret, hash);
        Livepeer.Hosting.Program.PrivateFile.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var unfinished = EndsInMidLine(path);
        using var writer = new StreamWriter(path, options);
        writer.Write($"{(unfinished ? "\n" : string.Empty)}{name} {Convert.ToHexStringLower(hash)}\n");
    }

    private static IEnumerable<string> Lines(string path)
    {
        var count = 0;
        foreach (var line in File.ReadLines(path))
        {
            yield return ++count <= MaxLines ? line : throw new FormatException($"{path}: more than {MaxLines} lines.");
        }
    }

    // Editors leave files without a last line end; what is appended must not become part of another line.
    private static bool EndsInMidLine(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var file = File.OpenRead(path);
        return file.Length > 0 && file.Seek(-1, SeekOrigin.End) >= 0 && file.ReadByte() != '\n';
    }

    private static (string Name, byte[] Hash) Parse(string path, string text, int number)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var hash = new byte[TokenHash.Size];
        return parts.Length == 2 && parts[1].Length == 2 * hash.Length && Convert.FromHexString(parts[1], hash, out _, out _) == System.Buffers.OperationStatus.Done
            ? (parts[0], hash)
            : throw new FormatException($"{path}, line {number}: expected a name and the SHA-256 of a secret in 64 hexadecimal digits.");
    }
}
