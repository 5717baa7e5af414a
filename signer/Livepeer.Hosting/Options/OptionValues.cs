namespace Livepeer.Hosting.Options;

/// <summary>All given values, and every problem found while they are read: start-up reports the whole list at once.</summary>
public sealed class OptionValues(OptionTable table, IReadOnlyDictionary<string, OptionText> texts, IEnumerable<string> problems)
{
    private readonly List<string> _problems = [.. problems];

    /// <summary>All that is wrong so far.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Adds what a rule across options found.</summary>
    public void AddProblem(string problem) => _problems.Add(problem);

    /// <summary>Whether anybody gave a value.</summary>
    public bool IsGiven(ProgramOption option) => texts.ContainsKey(option.Name);

    /// <summary>The value given, or the default; the type's default value when there is neither, or when the text is wrong.</summary>
    public T? Get<T>(ProgramOption<T> option)
    {
        if (texts.TryGetValue(option.Name, out var given))
        {
            if (option.Parse(given.Text, out var value, out var problem))
            {
                return value;
            }

            AddProblem($"{option.Flag}: '{given.Text}' is {problem}.");
            return default;
        }

        AddMissing(option);
        return option.DefaultText is { } text ? Standard(option, text) : default;
    }

    /// <summary>Where the secret is; null when it is missing or was given where others can read it.</summary>
    public Secret? Get(SecretOption option)
    {
        if (!texts.TryGetValue(option.Name, out var given))
        {
            AddMissing(option);
            return null;
        }

        var secret = option.Read(given, table.VariableOf(option), out var problem);
        if (secret is null)
        {
            AddProblem(problem);
        }

        return secret;
    }

    // A default may be impossible where the program runs: a home folder is not everywhere.
    private T? Standard<T>(ProgramOption<T> option, string text)
    {
        if (option.Parse(text, out var standard, out var problem))
        {
            return standard;
        }

        var said = $"{option.Flag} is missing, and its default {text} is {problem}.";
        if (!_problems.Contains(said))
        {
            AddProblem(said);
        }

        return default;
    }

    private void AddMissing(ProgramOption option)
    {
        if (option.IsRequired)
        {
            AddProblem($"{option.Flag} is missing: give it, or set {table.VariableOf(option)}. {option.Help}");
        }
    }
}
