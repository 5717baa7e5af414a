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
        (options, invocation, _) => Task.FromResult(Run(options, invocation.Output)));

    private static int Run(SignerOptions options, TextWriter output)
    {
        var failures = 0;
        foreach (var (name, found) in Probes.All(options, TimeProvider.System))
        {
            output.WriteLine($"{(found.Works ? "ok     " : "FAILED ")} {name}: {found.Detail}");
            failures += found.Works ? 0 : 1;
        }

        output.WriteLine(failures == 0 ? "Everything is in order." : $"{failures} to fix.");
        return failures == 0 ? 0 : 1;
    }
}
