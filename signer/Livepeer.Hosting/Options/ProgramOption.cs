namespace Livepeer.Hosting.Options;

/// <summary>
/// One row of the option table. One option is one flag (<c>--name</c> or <c>-name</c>), one environment variable and one line of the configuration file;
/// help and documentation are made from the same row.
/// </summary>
public abstract class ProgramOption
{
    /// <summary>The flag without dashes, also the key in the configuration file.</summary>
    public required string Name { get; init; }

    /// <summary>Section of help and documentation.</summary>
    public required string Group { get; init; }

    /// <summary>What stands for the value in help, for example "wei". Empty for a switch.</summary>
    public required string ValueName { get; init; }

    /// <summary>Meaning, unit and range in one or two sentences.</summary>
    public required string Help { get; init; }

    /// <summary>Value when nothing is given, in the same text form; null when there is none.</summary>
    public string? DefaultText { get; init; }

    /// <summary>Start-up refuses to go on without a value.</summary>
    public bool IsRequired { get; init; }

    /// <summary>May be given without a value, which means true.</summary>
    public bool IsSwitch { get; init; }

    /// <summary>The flag with its dashes.</summary>
    public string Flag => "--" + Name;
}

/// <summary>An option whose text reads as a <typeparamref name="T"/>.</summary>
public sealed class ProgramOption<T> : ProgramOption
{
    /// <summary>Reads the text.</summary>
    public required OptionParser<T> Parse { get; init; }
}

/// <summary>Reads one text. On failure <paramref name="problem"/> says what was expected, to stand behind "'text' is ...".</summary>
public delegate bool OptionParser<T>(string text, out T value, out string problem);
