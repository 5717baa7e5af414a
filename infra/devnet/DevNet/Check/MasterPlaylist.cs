namespace DevNet.Check;

/// <summary>The variants of a master playlist by the names their paths carry.</summary>
internal static class MasterPlaylist
{
    public static IReadOnlyDictionary<string, Uri> Parse(string text, Uri address) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'))
            .Select(line => new Uri(address, line))
            .ToDictionary(uri => Path.GetFileNameWithoutExtension(uri.AbsolutePath));
}
