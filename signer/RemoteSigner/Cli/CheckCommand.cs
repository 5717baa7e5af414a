using System.CommandLine;
using Livepeer.Hosting.Cli;
using RemoteSigner.Configuration;
using RemoteSigner.Hosting;

namespace RemoteSigner.Cli;

/// <summary><c>remote-signer check</c>: tries everything that <c>run</c> needs, and says what to fix.</summary>
internal static class CheckCommand
{
    public static Command Create() => ConfiguredCommand.Create<SignerOptions>(
        SignerTable.Table,
        SignerOptionsReader.TryRead,
        "check",
        "Tries the configuration and everything it names, and says what to fix.",
        (options, invocation, cancellationToken) => RunAsync(options, invocation.Output, cancellationToken));

    private static async Task<int> RunAsync(SignerOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var failures = 0;
        await foreach (var (name, found) in Probes.AllAsync(options, TimeProvider.System, cancellationToken))
        {
            await output.WriteLineAsync($"{(found.Works ? "ok     " : "FAILED ")} {name}: {found.Detail}");
            failures += found.Works ? 0 : 1;
        }

        await output.WriteLineAsync(failures == 0 ? "Everything is in order." : $"{failures} to fix.");
        return failures == 0 ? 0 : 1;
    }
}
