using System.Globalization;

namespace EndToEnd.Tests.Support;

/// <summary>The processes of the machine as Linux shows them under /proc.</summary>
internal static class ProcessTree
{
    /// <summary>Everything that a process has started, directly or not.</summary>
    public static IReadOnlyList<int> Below(int parent)
    {
        var children = Directory.GetDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Parent: Read(id)?.Parent))
            .ToLookup(process => process.Parent, process => process.Id);
        var found = new List<int>();
        var open = new Queue<int>([parent]);
        while (open.TryDequeue(out var next))
        {
            foreach (var child in children[next])
            {
                found.Add(child);
                open.Enqueue(child);
            }
        }

        return found;
    }

    /// <summary>Whether it still does something: one that has ended and is not yet collected does not.</summary>
    public static bool IsRunning(int process) => Read(process) is { State: not 'Z' };

    private static (char State, int Parent)? Read(int process)
    {
        try
        {
            // "id (name) state parent ...", and the name may hold anything.
            var text = File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
