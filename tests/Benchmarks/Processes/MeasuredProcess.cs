using System.Diagnostics;
using System.Text.Json;

namespace Benchmarks.Processes;

/// <summary>
/// This program once more, as the process that is measured, so that its CPU time is not that of its callers. It says on standard output where it
/// listens, answers every line on standard input with its usage, and ends with its input.
/// </summary>
internal sealed class MeasuredProcess : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private MeasuredProcess(Process process, string address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>What the process said first.</summary>
    public string Address { get; }

    /// <param name="program">Assembly whose runtime settings hold (garbage collector, thread pool): those of the program that is meant.</param>
    /// <param name="arguments">Of this program.</param>
    /// <param name="cancellationToken">Cancels waiting for its first line.</param>
    public static async Task<MeasuredProcess> StartAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var self = typeof(MeasuredProcess).Assembly.Location;
        var settings = Path.Combine(AppContext.BaseDirectory, $"{program}.runtimeconfig.json");
        var start = new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", settings, "--depsfile", Path.ChangeExtension(self, ".deps.json"), self, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        try
        {
            return new MeasuredProcess(process, await ReadLineAsync(process, cancellationToken));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>The measured side: announces the address and answers until the input ends.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="work">What it counts.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task AnswerAsync(string address, Func<long> work, CancellationToken cancellationToken)
    {
        Console.WriteLine(address);
        while (await Console.In.ReadLineAsync(cancellationToken) is not null)
        {
            Console.WriteLine(JsonSerializer.Serialize(ProcessUsage.Now(work()), ProcessUsageJsonContext.Default.ProcessUsage));
        }
    }

    public async Task<ProcessUsage> ReadUsageAsync(CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync("usage".AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        return JsonSerializer.Deserialize(await ReadLineAsync(_process, cancellationToken), ProcessUsageJsonContext.Default.ProcessUsage)!;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Deadline, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static async Task<string> ReadLineAsync(Process process, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Deadline);
        return await process.StandardOutput.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException("The measured process ended; standard error says why.");
    }
}
