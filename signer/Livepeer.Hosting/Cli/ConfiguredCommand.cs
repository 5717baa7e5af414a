using System.Collections;
using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Livepeer.Hosting.Options;

namespace Livepeer.Hosting.Cli;

/// <summary>Makes the options of a program, or the list of all that is wrong.</summary>
/// <param name="arguments">Values by option name.</param>
/// <param name="environment">Of the process.</param>
/// <param name="options">What was read; null when there are problems.</param>
/// <param name="problems">All that is wrong, one sentence each.</param>
public delegate bool OptionsReader<TOptions>(
    IReadOnlyDictionary<string, string> arguments, IDictionary environment, [NotNullWhen(true)] out TOptions? options, out IReadOnlyList<string> problems)
    where TOptions : class;

/// <summary>What commands share that take the whole configuration: all mistakes are reported at once, and the exit code is 1.</summary>
public static class ConfiguredCommand
{
    /// <summary>Makes a command with every option of the table.</summary>
    public static Command Create<TOptions>(
        OptionTable table, OptionsReader<TOptions> reader, string name, string description, Func<TOptions, InvocationConfiguration, CancellationToken, Task<int>> action)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(table);
        var command = new Command(name, description);
        var flags = new OptionArguments(command, table, table.All);
        command.SetAction((line, cancellationToken) =>
        {
            var (values, mistakes) = flags.Read(line);
            var complete = reader(values, Environment.GetEnvironmentVariables(), out var options, out var problems);
            string[] all = [.. mistakes, .. problems];
            return complete && all.Length == 0
                ? action(options!, line.InvocationConfiguration, cancellationToken)
                : Task.FromResult(Report(table.Program, all, line.InvocationConfiguration.Error));
        });
        return command;
    }

    private static int Report(string program, string[] problems, TextWriter error)
    {
        error.WriteLine($"{program} cannot start: {problems.Length} {(problems.Length == 1 ? "mistake" : "mistakes")} in its configuration.");
        foreach (var problem in problems)
        {
            error.WriteLine("  - " + problem);
        }

        return 1;
    }
}
