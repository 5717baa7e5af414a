using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DevNet.Processes;

/// <summary>One running program of the network; its output goes to a log file.</summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private const int InterruptSignal = 2;
    private const int Terminate = 15;
    private static readonly TimeSpan GracefulStop = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly Task _copying;

    private ChildProcess(string name, Process process, string logFile)
    {
        Name = name;
        LogFile = logFile;
        _process = process;
        _copying = CopyOutputAsync();
    }

    public string Name { get; }

    public string LogFile { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a program of .NET with the host that runs this one.</summary>
    public static Task<ChildProcess> StartDotnetAsync(Spawner spawner, string name, string assembly, IEnumerable<string> arguments, string logFolder) =>
        StartAsync(spawner, name, ProgramFiles.Dotnet, [assembly, .. arguments], logFolder);

    /// <summary>Runs a program of .NET to its end.</summary>
    /// <returns>How it ended, and everything it wrote.</returns>
    public static async Task<(int ExitCode, string Output)> RunDotnetAsync(
        Spawner spawner, string name, string assembly, IEnumerable<string> arguments, string logFolder, CancellationToken cancellationToken)
    {
        string log;
        int code;
        await using (var process = await StartDotnetAsync(spawner, name, assembly, arguments, logFolder))
        {
            await process.WaitForExitAsync(cancellationToken);
            (log, code) = (process.LogFile, process.ExitCode);
        }

        // Only now everything it wrote is in the log.
        return (code, await File.ReadAllTextAsync(log, cancellationToken));
    }

    public static async Task<ChildProcess> StartAsync(Spawner spawner, string name, string program, IEnumerable<string> arguments, string logFolder)
    {
        var process = await spawner.StartAsync(program, arguments);
        process.StandardInput.Close();
        return new ChildProcess(name, process, Path.Combine(logFolder, name + ".log"));
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Ends it at once, as a crash would.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Ctrl-C.</summary>
    public void Interrupt() => _ = SendSignal(_process.Id, InterruptSignal);

    /// <summary>Asks it to end, and makes it end when it does not within 15 s.</summary>
    /// <returns>Whether it ended by itself.</returns>
    public async Task<bool> StopAsync()
    {
        if (_process.HasExited)
        {
            return true;
        }

        _ = SendSignal(_process.Id, Terminate);
        using var patience = new CancellationTokenSource(GracefulStop);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
            return false;
        }
    }

    /// <summary>The end of the log, for an error message.</summary>
    public string LastWords(int lines = 12) => File.Exists(LogFile) ? string.Join('\n', File.ReadLines(LogFile).TakeLast(lines)) : string.Empty;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _copying;
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);

    private async Task CopyOutputAsync()
    {
        await using var file = new FileStream(LogFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        await using var log = TextWriter.Synchronized(new StreamWriter(file) { AutoFlush = true });
        await Task.WhenAll(CopyLinesAsync(_process.StandardOutput, log), CopyLinesAsync(_process.StandardError, log));
    }

    private static async Task CopyLinesAsync(StreamReader from, TextWriter log)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            await log.WriteLineAsync(line);
        }
    }
}
