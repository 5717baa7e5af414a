using System.CommandLine;
using Livepeer.Hosting.Options;

namespace Livepeer.Hosting.Cli;

/// <summary>The command <c>status</c>: asks a running program over its control port.</summary>
public static class StatusCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="table">The program's options.</param>
    /// <param name="rows">Those that say where the control port is.</param>
    /// <param name="endpoint">Reads them.</param>
    public static Command Create(OptionTable table, IReadOnlyList<ProgramOption> rows, Func<OptionValues, ControlEndpoint> endpoint)
    {
        ArgumentNullException.ThrowIfNull(table);
        return RunningProgramCommand.Create(table, rows, endpoint, "status", $"Shows what a running {table.Program} says about itself, as JSON.", async (ask, invocation, cancellationToken) =>
        {
            switch (await ask(HttpMethod.Get, "/status", null, cancellationToken))
            {
                case ControlAnswer.Said { IsSuccess: true } said:
                    await invocation.Output.WriteLineAsync(said.Text);
                    return 0;
                case var other:
                    return await RunningProgramCommand.FailAsync(table.Program, other, invocation);
            }
        });
    }
}
