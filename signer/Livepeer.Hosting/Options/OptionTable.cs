namespace Livepeer.Hosting.Options;

/// <summary>Every option of a program, once. Flags, environment variables, the configuration file, help and documentation follow it.</summary>
/// <param name="program">Name of the program, for example <c>remote-signer</c>.</param>
/// <param name="all">In the order of help.</param>
public sealed class OptionTable(string program, IReadOnlyList<ProgramOption> all)
{
    /// <summary>Name of the option that names the configuration file; a table without it has none.</summary>
    public const string ConfigName = "config";

    /// <summary>Name of the program.</summary>
    public string Program => program;

    /// <summary>In the order of help.</summary>
    public IReadOnlyList<ProgramOption> All => all;

    internal string Prefix { get; } = EnvironmentNames.Prefix(program);

    internal ProgramOption<string>? Config { get; } = all.OfType<ProgramOption<string>>().SingleOrDefault(option => option.Name == ConfigName);

    /// <summary>The option's environment variable.</summary>
    public string VariableOf(ProgramOption option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return EnvironmentNames.Of(Prefix, option.Name);
    }
}
