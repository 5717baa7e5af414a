using RemoteSigner.Cli;

namespace RemoteSigner.Tests.Support;

/// <summary>Runs the program's commands in this process.</summary>
internal static class CommandLine
{
    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await SignerCommandLine.InvokeAsync(arguments, output, error, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
