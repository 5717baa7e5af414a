using System.CommandLine;
using Livepeer.Hosting.Cli;
using RemoteSigner.Cli.Audit;
using RemoteSigner.Cli.Backup;
using RemoteSigner.Cli.Switch;
using RemoteSigner.Cli.Tenants;
using RemoteSigner.Cli.Usage;
using RemoteSigner.Configuration;

namespace RemoteSigner.Cli;

/// <summary>The program's commands. <c>run</c> serves; the others prepare and look.</summary>
internal static class SignerCommandLine
{
    public static Task<int> InvokeAsync(IEnumerable<string> arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken) =>
        ProgramCommandLine.InvokeAsync(
            new RootCommand("Signs Livepeer payments for gateways that hold no key.")
            {
                RunCommand.Create(),
                CheckCommand.Create(),
                KeysCommand.Create(),
                TenantsCommand.Create(),
                UsageCommand.Create(),
                AuditCommand.Create(),
                SwitchCommand.Halt(),
                SwitchCommand.Resume(),
                BackupCommand.Create(),
                DeclareLossCommand.Create(),
                StatusCommand.Create(SignerTable.Table, SignerControl.Rows, SignerControl.Endpoint),
            },
            arguments,
            output,
            error,
            cancellationToken);
}
