using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using DevOrchestrator.Control;
using DevOrchestrator.Hosting;

namespace DevOrchestrator.Cli;

/// <summary>"run": serves until SIGTERM or SIGINT.</summary>
internal static class RunCommand
{
    private const int Failed = 1;

    /// <summary>How long requests in work may take after SIGTERM.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var options = new RunOptions();
        var command = new Command("run", "Serve until SIGTERM or SIGINT. One line of JSON on standard output says when and where.");
        foreach (var option in options.All)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(options.StateFree) && result.GetValue(options.KeyFile) is not null)
            {
                result.AddError("--state-free writes nothing and --key-file writes a file: give one of them.");
            }
        });
        command.SetAction((flags, cancellationToken) => RunAsync(options, flags, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(RunOptions options, ParseResult flags, CancellationToken cancellationToken)
    {
        try
        {
            // The library listens to signals only once the action has begun: one that comes right after the ready line could find nobody.
            using var ending = new TerminationSignals(cancellationToken);
            var key = flags.GetValue(options.KeyFile) is { } path ? await KeyFile.ReadOrCreateAsync(path, cancellationToken) : [];
            await using var host = await DevOrchestratorHost.StartAsync(options.Read(flags, key), KillSelf, ending.Token);
            await AnnounceAsync(host, flags.GetValue(options.ReadyFile), ending.Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await host.StopAsync(Grace);
            return 0;
        }
        catch (Exception problem) when (problem is IOException or ArgumentException or FormatException or InvalidOperationException or UnauthorizedAccessException)
        {
            await flags.InvocationConfiguration.Error.WriteLineAsync($"dev-orchestrator cannot start: {problem.Message}");
            return Failed;
        }
    }

    /// <summary>The ready line, on standard output and, whole or not at all, in the ready file.</summary>
    private static async Task AnnounceAsync(DevOrchestratorHost host, string? readyFile, CancellationToken cancellationToken)
    {
        var ready = new ReadyJson(host.ServiceUri.GetLeftPart(UriPartial.Authority), host.ControlUri.GetLeftPart(UriPartial.Authority), host.Address, Environment.ProcessId);
        var line = JsonSerializer.Serialize(ready, ControlJson.Default.ReadyJson);
        if (readyFile is not null)
        {
            var draft = readyFile + ".new";
            await File.WriteAllTextAsync(draft, line + "\n", cancellationToken);
            File.Move(draft, readyFile, overwrite: true);
        }

        Console.WriteLine(line);
    }

    /// <summary>As abrupt as losing the machine.</summary>
    private static void KillSelf()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
