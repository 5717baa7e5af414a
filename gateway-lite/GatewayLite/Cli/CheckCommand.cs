using System.CommandLine;
using GatewayLite.Checking;
using GatewayLite.Configuration;
using Livepeer.Hosting.Cli;

namespace GatewayLite.Cli;

/// <summary><c>gateway-lite check</c>: tries everything that <c>run</c> needs, asks the signer and every orchestrator, and says what to fix.</summary>
internal static class CheckCommand
{
    public static Command Create() => ConfiguredCommand.Create<GatewayOptions>(
        GatewayOptionTable.Table,
        GatewayOptionsReader.TryRead,
        "check",
        "Tries the configuration and everything it names, asks the signer and every orchestrator, and says what to fix. Spends nothing.",
        (options, invocation, cancellationToken) => RunAsync(options, invocation.Output, cancellationToken));

    private static async Task<int> RunAsync(GatewayOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var failures = 0;
        await foreach (var finding in Checks.AllAsync(options, TimeProvider.System, cancellationToken))
        {
            await output.WriteLineAsync($"{Word(finding.Weight)} {finding.Subject}: {finding.Detail}");
            failures += finding.Weight == FindingWeight.Failure ? 1 : 0;
        }

        await output.WriteLineAsync(failures == 0 ? "Everything that is needed is there." : $"{failures} to fix.");
        return failures == 0 ? 0 : 1;
    }

    private static string Word(FindingWeight weight) => weight switch
    {
        FindingWeight.Fine => "ok     ",
        FindingWeight.Notice => "notice ",
        _ => "FAILED ",
    };
}
