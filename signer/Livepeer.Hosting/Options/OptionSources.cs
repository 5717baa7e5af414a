using System.Collections;

namespace Livepeer.Hosting.Options;

/// <summary>Brings flags, environment and configuration file together. Names that nobody knows are problems, with the nearest known name.</summary>
public static class OptionSources
{
    /// <param name="table">The options.</param>
    /// <param name="arguments">Values by option name.</param>
    /// <param name="environment">Of the process; other programs' variables are ignored.</param>
    public static OptionValues Merge(OptionTable table, IReadOnlyDictionary<string, string> arguments, IDictionary environment)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(environment);
        var texts = new Dictionary<string, OptionText>(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var (name, text) in arguments)
        {
            texts[name] = new OptionText(text, OptionOrigin.Argument);
        }

        AddEnvironment(table, environment, texts, problems);
        if (table.Config is { } row && texts.TryGetValue(row.Name, out var config) && row.Parse(config.Text, out var path, out _))
        {
            AddFile(table, path, texts, problems);
        }

        return new OptionValues(table, texts, problems);
    }

    private static void AddEnvironment(OptionTable table, IDictionary environment, Dictionary<string, OptionText> texts, List<string> problems)
    {
        var known = table.All.ToDictionary(table.VariableOf, option => option.Name, StringComparer.Ordinal);
        foreach (DictionaryEntry entry in environment)
        {
            var variable = (string)entry.Key;
            if (known.TryGetValue(variable, out var name))
            {
                texts.TryAdd(name, new OptionText((string?)entry.Value ?? string.Empty, OptionOrigin.Environment));
            }
            else if (variable.StartsWith(table.Prefix, StringComparison.Ordinal) && !EnvironmentNames.IsServiceLink(table.Prefix, variable))
            {
                problems.Add(Unknown("environment variable", variable, known.Keys));
            }
        }
    }

    private static void AddFile(OptionTable table, string path, Dictionary<string, OptionText> texts, List<string> problems)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add($"--{OptionTable.ConfigName}: the file {path} cannot be read: {failure.Message}");
            return;
        }

        var names = table.All.Where(option => option != table.Config).Select(option => option.Name).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var space = line.IndexOfAny([' ', '\t']);
            var name = (space < 0 ? line : line[..space]).TrimStart('-');
            if (names.Contains(name))
            {
                texts.TryAdd(name, new OptionText(space < 0 ? "true" : line[space..].Trim(), OptionOrigin.File));
            }
            else
            {
                problems.Add(Unknown($"{path} line {i + 1}: option", name, names));
            }
        }
    }

    /// <summary>Says that a name is unknown, and which one may have been meant.</summary>
    public static string Unknown(string kind, string name, IEnumerable<string> known) =>
        NearestName.Find(name, known) is { } nearest ? $"{kind} {name} is unknown: did you mean {nearest}?" : $"{kind} {name} is unknown: see --help.";
}
