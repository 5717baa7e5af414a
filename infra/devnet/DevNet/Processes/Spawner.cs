using System.Collections.Concurrent;
using System.Diagnostics;

namespace DevNet.Processes;

/// <summary>
/// Starts child processes from one thread that lives as long as this program. Children ask the kernel to be killed when their parent is gone, and for
/// the kernel the parent is the thread that started them, so a thread of the pool would take them along when it ends.
/// </summary>
internal sealed class Spawner : IDisposable
{
    private readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> _requests = new(boundedCapacity: 64);

    public Spawner()
    {
        new Thread(Run) { IsBackground = true, Name = "spawner" }.Start();
    }

    /// <summary>Runs the program so that it dies with this process, whatever ends it, where the system can do that.</summary>
    public Task<Process> StartAsync(string program, IEnumerable<string> arguments)
    {
        var guard = Guard();
        var start = new ProcessStartInfo(guard ?? program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        if (guard is not null)
        {
            start.ArgumentList.Add("--pdeathsig");
            start.ArgumentList.Add("KILL");
            start.ArgumentList.Add("--");
            start.ArgumentList.Add(program);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _requests.Add((start, started));
        return started.Task;
    }

    public void Dispose() => _requests.CompleteAdding();

    private static string? Guard() =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Select(folder => Path.Combine(folder, "setpriv")).FirstOrDefault(File.Exists);

    private void Run()
    {
        foreach (var (start, started) in _requests.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start."));
            }
            catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                started.SetException(fault);
            }
        }

        // Keeps the parent of the children alive until the process ends.
        Thread.CurrentThread.Join();
    }
}
