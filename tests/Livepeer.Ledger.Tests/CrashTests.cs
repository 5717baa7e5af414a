using System.Globalization;
using TestKit;

namespace Livepeer.Ledger.Tests;

/// <summary>What was acknowledged survives the process, and was flushed before.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private const int Cycles = 5;
    private const int PaymentsPerCycle = 60;

    // Opening, joining, the log that goes into the file.
    private const int OtherFlushes = 30;
    private const int OtherCommits = 5;
    private readonly LedgerFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Killed_EveryAcknowledgedPaymentIsThereAndNoNonceComesTwice()
    {
        var acknowledged = new Dictionary<string, uint>();
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            await PayAndKillAsync($"{cycle}", acknowledged);

            // Also a file that was killed while it was being repaired must hold: it is read through a ledger only every other time.
            if (cycle % 2 == 0)
            {
                await CheckAsync(acknowledged);
            }
        }

        await CheckAsync(acknowledged);
        Assert.True(acknowledged.Count >= Cycles * PaymentsPerCycle);
        Assert.Equal(acknowledged.Count, acknowledged.Values.Distinct().Count());
    }

    // A kill leaves the kernel's caches alone, so it cannot tell a flush from none: the flushes themselves are counted.
    [ProgramFact("strace")]
    public async Task OneCaller_EveryPaymentIsFlushed()
    {
        const int Payments = 40;

        var (flushes, commits) = await CountFlushesAsync(callers: 1, Payments);

        Assert.InRange(commits, Payments, Payments + OtherCommits);
        Assert.InRange(flushes, commits, commits + OtherFlushes);
    }

    [ProgramFact("strace")]
    public async Task ManyCallers_EveryBatchIsFlushedOnce()
    {
        const int Callers = 16;
        const int Payments = 40;

        var (flushes, commits) = await CountFlushesAsync(Callers, Payments);

        Assert.InRange(commits, Payments, (Callers * Payments) - 1);
        Assert.InRange(flushes, commits, commits + OtherFlushes);
    }

    private async Task<(int Flushes, int Commits)> CountFlushesAsync(int callers, int payments)
    {
        var report = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(_folder.File)!)!, "flushes");
        using var process = PayingProcess.Start(["strace", "-f", "-e", "trace=fsync,fdatasync", "-o", report], _folder.File, "p", callers, payments);
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        var flushes = (await File.ReadAllLinesAsync(report)).Count(line => line.Contains("sync(", StringComparison.Ordinal));
        return (flushes, int.Parse(said.TrimEnd().Split(' ')[^1], CultureInfo.InvariantCulture));
    }

    private async Task PayAndKillAsync(string prefix, Dictionary<string, uint> acknowledged)
    {
        using var process = PayingProcess.Start([], _folder.File, prefix, callers: 8, payments: 1_000_000);
        var seen = 0;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            acknowledged.Add(words[0], uint.Parse(words[1], CultureInfo.InvariantCulture));
            if (++seen == PaymentsPerCycle)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync();
    }

    private async Task CheckAsync(Dictionary<string, uint> acknowledged)
    {
        await using var ledger = EmbeddedLedger.Open(_folder.Options, TimeProvider.System);
        foreach (var (key, nonce) in acknowledged)
        {
            Assert.Equal(nonce, (await new Order(key).LookAsync(ledger)).Earlier!.Plan!.FirstNonce);
        }

        Assert.True((await new Order("look").LookAsync(ledger)).Nonces!.Used >= acknowledged.Count);
    }
}
