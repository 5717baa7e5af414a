using System.CommandLine;
using GatewayLite.Configuration;
using GatewayLite.Hosting;
using Livepeer.Hosting.Cli;
using Livepeer.Hosting.Program;

namespace GatewayLite.Cli;

/// <summary><c>gateway-lite run</c>: serves until it is told to stop.</summary>
internal static class RunCommand
{
    public static Command Create() => ConfiguredCommand.Create<GatewayOptions>(
        GatewayOptionTable.Table, GatewayOptionsReader.TryRead, "run", "Takes streams and AI requests, has them worked on, and serves the results until it is told to stop.", RunAsync);

    private static async Task<int> RunAsync(GatewayOptions options, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        GatewayHost host;
        try
        {
            host = await GatewayHost.StartAsync(options, TimeProvider.System, cancellationToken);
        }
        catch (StartupException failure)
        {
            await invocation.Error.WriteLineAsync($"gateway-lite cannot start:{Environment.NewLine}{failure.Message}");
            return 1;
        }

        await using (host)
        {
            var line = host.ReadyLine;
            try
            {
                ReadyLine.WriteFile(options.ReadyFile, line);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                await invocation.Error.WriteLineAsync($"gateway-lite cannot start:{Environment.NewLine}The ready file cannot be written: {failure.Message}");
                return 1;
            }

            await invocation.Output.WriteLineAsync(line);
            await invocation.Output.FlushAsync(cancellationToken);
            await host.WaitForShutdownAsync(cancellationToken);
        }

        return 0;
    }
}
