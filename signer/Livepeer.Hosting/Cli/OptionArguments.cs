using System.CommandLine;
using Livepeer.Hosting.Options;

namespace Livepeer.Hosting.Cli;

/// <summary>Rows of the option table as flags of a command, and their values out of a parsed command line.</summary>
public sealed class OptionArguments
{
    private readonly List<(ProgramOption Row, Option<string> Flag)> _flags = [];

    /// <summary>Adds the flags. Names that the command does not know are reported with the nearest one, together with every other mistake.</summary>
    public OptionArguments(Command command, OptionTable table, IEnumerable<ProgramOption> rows)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var row in rows)
        {
            var flag = new TableFlag(row.Flag)
            {
                Description = HelpText.Of(table, row),
                HelpName = row.ValueName,
                Arity = row.IsSwitch ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
            };
            _flags.Add((row, flag));
            command.Options.Add(flag);
        }
    }

    /// <summary>Lets commands that read their flags here see names that they do not know.</summary>
    internal static void LeaveUnknownNames(IEnumerable<Command> commands)
    {
        foreach (var command in commands)
        {
            if (command.Options.Any(option => option is TableFlag))
            {
                command.TreatUnmatchedTokensAsErrors = false;
            }

            LeaveUnknownNames(command.Subcommands);
        }
    }

    /// <summary>Values by option name, and what is wrong with the line.</summary>
    public (IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Problems) Read(ParseResult line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var unknown = line.UnmatchedTokens.Where(token => token.StartsWith('-')).Select(token => token.Split('=')[0]).ToArray();
        var problems = unknown.Select(name => OptionSources.Unknown("option", name, line.CommandResult.Command.Options.Select(option => option.Name))).ToList();
        if (unknown.Length == 0 && line.UnmatchedTokens.Count > 0)
        {
            // Not shown: what lost its name may be a secret.
            problems.Add("a value on the command line belongs to no option: did its option's name go missing?");
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (row, flag) in _flags)
        {
            if (line.GetResult(flag) is { Implicit: false } result)
            {
                values[row.Name] = result.Tokens.Count > 0 ? result.Tokens[0].Value : "true";
            }
        }

        return (values, problems);
    }

    /// <summary>A flag that stands for a row of the table.</summary>
    private sealed class TableFlag(string name) : Option<string>(name);
}
