using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using Livepeer.Hosting.Cli;
using Livepeer.Hosting.Program;
using RemoteSigner.Api.Control;
using RemoteSigner.Configuration;
using RemoteSigner.Hosting;

namespace RemoteSigner.Cli;

/// <summary><c>remote-signer run</c>: serves until it is told to stop.</summary>
internal static class RunCommand
{
    public static Command Create() => ConfiguredCommand.Create<SignerOptions>(
        SignerTable.Table, SignerOptionsReader.TryRead, "run", "Serves payments until it is told to stop.", RunAsync);

    private static async Task<int> RunAsync(SignerOptions options, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        try
        {
            await using var host = await SignerHost.StartAsync(options, cancellationToken);
            var line = JsonSerializer.Serialize(ReadyOf(host), ControlJsonContext.Default.ReadyJson);
            ReadyLine.WriteFile(options.ReadyFile, line);
            await invocation.Output.WriteLineAsync(line);
            await invocation.Output.FlushAsync(cancellationToken);

            // A terminal that is closed: a stop like any other, not the end in the middle of a payment.
            using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
            {
                signal.Cancel = true;
                host.RequestStop();
            });
            await host.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (StartupException failure)
        {
            await invocation.Error.WriteLineAsync($"remote-signer cannot start:{Environment.NewLine}{failure.Message}");
            return 1;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await invocation.Error.WriteLineAsync($"remote-signer cannot say that it is ready: {failure.Message}");
            return 1;
        }
    }

    private static ReadyJson ReadyOf(SignerHost host) => new(
        true, "remote-signer", ProductVersion.Text, Environment.ProcessId, host.Sender.ToString(), Text(host.GrpcAddress), Text(host.HttpAddress), Text(host.ControlAddress));

    private static string Text(Uri address) => address.ToString().TrimEnd('/');
}
