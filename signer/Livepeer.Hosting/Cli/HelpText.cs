using Livepeer.Hosting.Options;

namespace Livepeer.Hosting.Cli;

/// <summary>What help says about an option: meaning, default, environment variable.</summary>
internal static class HelpText
{
    public static string Of(OptionTable table, ProgramOption row)
    {
        var standard = row.IsRequired ? " Required." : row.DefaultText is { Length: > 0 } text ? $" Default: {text}." : string.Empty;
        return $"{row.Help}{standard} [{table.VariableOf(row)}]";
    }
}
