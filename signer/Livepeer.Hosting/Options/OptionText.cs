namespace Livepeer.Hosting.Options;

/// <summary>One value before it is read, and where it was given.</summary>
public readonly record struct OptionText(string Text, OptionOrigin Origin);

/// <summary>Sources of values; a lower one wins.</summary>
public enum OptionOrigin
{
    /// <summary>A flag.</summary>
    Argument,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>The configuration file.</summary>
    File,
}
