namespace Architecture.Tests;

/// <summary>The table of docs/architecture.md.</summary>
internal sealed record Room(string Name, HashSet<string> References, HashSet<string> Packages)
{
    public static IReadOnlyDictionary<string, Room> ReadAll() =>
        File.ReadLines(Path.Combine(Tree.Root, "docs", "architecture.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray())
            .Where(cells => cells.Length == 7 && cells[1] != "Room")
            .Select(cells => new Room(cells[1], Names(cells[4]), Names(cells[5])))
            .ToDictionary(room => room.Name);

    private static HashSet<string> Names(string cell) =>
        cell.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet();
}
