using System.CommandLine;

namespace DevOrchestrator.Cli;

/// <summary>dev-orchestrator's commands.</summary>
internal static class CommandLine
{
    /// <summary>Signals are left to <see cref="TerminationSignals"/>.</summary>
    public static InvocationConfiguration Invocation => new() { ProcessTerminationTimeout = null };

    public static RootCommand Root() => new("An orchestrator for development and tests: real tickets are judged, real segments transcoded, nothing touches a chain.")
    {
        RunCommand.Create(),
    };
}
