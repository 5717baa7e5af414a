using System.CommandLine;

namespace DevOrchestrator.Cli;

/// <summary>dev-orchestrator's commands.</summary>
internal static class CommandLine
{
    /// <summary>How long a stop may take after SIGTERM or SIGINT.</summary>
    public static InvocationConfiguration Invocation => new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) };

    public static RootCommand Root() => new("An orchestrator for development and tests: real tickets are judged, real segments transcoded, nothing touches a chain.")
    {
        RunCommand.Create(),
    };
}
