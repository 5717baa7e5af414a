using System.CommandLine;
using GatewayLite.Configuration;
using Livepeer.Hosting.Cli;
using Livepeer.Hosting.Options;

namespace GatewayLite.Cli;

/// <summary>The program's commands. <c>run</c> serves; the others prepare and look.</summary>
internal static class GatewayCommandLine
{
    public static Task<int> InvokeAsync(IEnumerable<string> arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken) =>
        ProgramCommandLine.InvokeAsync(
            new RootCommand("A thin Livepeer gateway: takes streams and AI requests, holds no key, asks a signer for every payment.")
            {
                RunCommand.Create(),
                CheckCommand.Create(),
                StatusCommand.Create(GatewayOptionTable.Table, [GatewayOptionTable.CliAddr, GatewayOptionTable.AdminTokenFile, GatewayOptionTable.DataDir], Control),
                SecretCommand.Keys(),
                SecretCommand.Tokens(),
            },
            arguments,
            output,
            error,
            cancellationToken);

    private static ControlEndpoint Control(OptionValues values) => new(
        values.Get(GatewayOptionTable.CliAddr)!,
        values.Get(GatewayOptionTable.AdminTokenFile) ?? Path.Combine(values.Get(GatewayOptionTable.DataDir) ?? string.Empty, "admin.token"));
}
