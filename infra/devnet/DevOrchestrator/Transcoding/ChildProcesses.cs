using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace DevOrchestrator.Transcoding;

/// <summary>Runs programs, bounded in time and in what they may say, and ends all of them when asked. Thread-safe.</summary>
internal sealed class ChildProcesses
{
    private const int MaxOutputCharacters = 64 * 1024;

    private readonly ConcurrentDictionary<Process, byte> _running = new();

    /// <summary>Runs a program to its end; cancellation kills it.</summary>
    /// <exception cref="Win32Exception">There is no such program.</exception>
    public async Task<ProgramResult> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = new Process { StartInfo = start };
        process.Start();
        _running[process] = 0;
        try
        {
            process.StandardInput.Close();
            var output = ReadAsync(process.StandardOutput, cancellationToken);
            var error = ReadAsync(process.StandardError, cancellationToken);
            await Task.WhenAll(output, error);
            await process.WaitForExitAsync(cancellationToken);
            return new ProgramResult(process.ExitCode, await output, await error);
        }
        finally
        {
            _running.TryRemove(process, out _);
            Kill(process);
        }
    }

    public void KillAll()
    {
        foreach (var process in _running.Keys)
        {
            Kill(process);
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // it has ended by itself
        }
    }

    /// <summary>Reads to the end, keeping the first part, so that the program never waits for its reader.</summary>
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var kept = new StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            kept.Append(buffer, 0, Math.Min(count, MaxOutputCharacters - kept.Length));
        }

        return kept.ToString();
    }
}
