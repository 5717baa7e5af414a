using System.CommandLine;
using System.CommandLine.Invocation;
using Livepeer.Hosting.Program;

namespace Livepeer.Hosting.Cli;

/// <summary>How every program of ours reads its command line.</summary>
public static class ProgramCommandLine
{
    /// <summary>Runs the command that the arguments name.</summary>
    public static Task<int> InvokeAsync(RootCommand root, IEnumerable<string> arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(root);
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();

        // A value such as @/run/secrets/passphrase names a file with a secret; it is no file of arguments.
        var form = new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        var normalized = Dashes.Normalize(arguments);
        if (!normalized.Any(argument => argument is "-h" or "-?" or "--help"))
        {
            // Commands with an option table report unknown names themselves, with all other mistakes. Help would print that as "additional arguments".
            OptionArguments.LeaveUnknownNames(root.Subcommands);
        }

        var line = root.Parse(normalized, form);
        if (line.Action is ParseErrorAction mistake)
        {
            mistake.ShowHelp = false;
        }

        // Signals belong to the web host, which finishes what is in flight first.
        return line.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = null }, cancellationToken);
    }

    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(ProductVersion.Text);
            return 0;
        }
    }
}
