using System.CommandLine;
using System.Text.Json;
using Livepeer.Hosting.Options;

namespace Livepeer.Hosting.Cli;

/// <summary>Asks the running program.</summary>
public delegate Task<ControlAnswer> AskProgram(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken);

/// <summary>What commands share that talk to a running program over its control port.</summary>
public static class RunningProgramCommand
{
    /// <summary>Makes a command.</summary>
    /// <param name="table">The program's options.</param>
    /// <param name="rows">Those that say where the control port is.</param>
    /// <param name="endpoint">Reads them.</param>
    /// <param name="name">Of the command.</param>
    /// <param name="description">Of the command.</param>
    /// <param name="action">Gives the exit code.</param>
    public static Command Create(
        OptionTable table,
        IReadOnlyList<ProgramOption> rows,
        Func<OptionValues, ControlEndpoint> endpoint,
        string name,
        string description,
        Func<AskProgram, InvocationConfiguration, CancellationToken, Task<int>> action)
    {
        ArgumentNullException.ThrowIfNull(table);
        var command = new Command(name, description);
        var flags = new OptionArguments(command, table, rows);
        command.SetAction(async (line, cancellationToken) =>
        {
            var (arguments, mistakes) = flags.Read(line);
            var values = OptionSources.Merge(table, arguments, Environment.GetEnvironmentVariables());
            var found = endpoint(values);
            string[] problems = [.. mistakes, .. values.Problems];
            if (problems.Length > 0)
            {
                await line.InvocationConfiguration.Error.WriteLineAsync(string.Join(Environment.NewLine, problems));
                return 1;
            }

            return await action((method, path, body, cancellation) => ControlClient.AskAsync(table.Program, found, method, path, body, cancellation), line.InvocationConfiguration, cancellationToken);
        });
        return command;
    }

    /// <summary>Says what went wrong.</summary>
    public static async Task<int> FailAsync(string program, ControlAnswer answer, InvocationConfiguration invocation)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        await invocation.Error.WriteLineAsync(answer switch
        {
            ControlAnswer.Said said => $"{program} answered {(int)said.Status}: {ErrorOf(said.Text)}",
            ControlAnswer.Nobody nobody => nobody.Message,
            ControlAnswer.Failed failed => failed.Message,
            _ => $"{program} gave no answer that is understood.",
        });
        return 1;
    }

    // Programs answer {"error":"..."}; what something else answers is shown as it is.
    private static string ErrorOf(string text)
    {
        try
        {
            using var answer = JsonDocument.Parse(text);
            return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String
                ? error.GetString()!
                : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
