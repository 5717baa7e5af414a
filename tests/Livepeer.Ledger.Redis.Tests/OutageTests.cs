using Livepeer.Ledger.Redis.Tests.Servers;
using Livepeer.Ledger.Tests;
using Livepeer.Payments.Desk;
using TestKit.Redis;

namespace Livepeer.Ledger.Redis.Tests;

/// <summary>A server that dies, hangs or forgets: no number comes twice, and a loss is noticed.</summary>
public sealed class OutageTests : IDisposable
{
    // A call ends after half a second at most; the rest is for a machine that is busy.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);
    private readonly RedisServer _server = new();
    private readonly Recipients _recipients = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Killed_CallsFailAtOnceAndGoOnAfterwards()
    {
        await using var ledger = await _server.ImpatientLedgerAsync();
        await Opened.EventuallyAsync(() => _recipients.PayAsync(ledger, "a"));

        _server.Kill();
        await FailsAsync(() => _recipients.PayAsync(ledger, "b"));
        await FailsAsync(async () => await ledger.ProbeAsync(CancellationToken.None));
        _server.Start();
        await Opened.EventuallyAsync(() => _recipients.PayAsync(ledger, "c"));

        Assert.Equal(2, _recipients.Payments);
    }

    [Fact]
    public async Task Suspended_CallsFailAndTheirNumbersAreBurned()
    {
        await using var ledger = await _server.ImpatientLedgerAsync();
        PaymentPlan before = null!, after = null!;
        await Opened.EventuallyAsync(async () => before = (await _recipients.PayAsync(ledger, "a"))!);
        var epoch = ledger.Counters.Epoch;

        _server.Suspend();
        await FailsAsync(() => _recipients.PayAsync(ledger, "b"));
        _server.Resume();
        await Opened.EventuallyAsync(async () => after = (await _recipients.PayAsync(ledger, "c"))!);

        // The call that timed out was carried out when the server woke up: its number is taken, and under an epoch that is over.
        Assert.NotEqual(epoch, ledger.Counters.Epoch);
        Assert.NotEqual(before.FirstNonce >> 10, after.FirstNonce >> 10);
        Assert.Equal(0, ledger.Counters.Losses);
    }

    [Fact]
    public async Task Flushed_ANewGenerationBeginsAndTheKillSwitchStays()
    {
        await using var ledger = await _server.LedgerAsync();
        await _recipients.PayAsync(ledger, "a");
        var seal = ledger.SealKey.ToArray();
        var generation = ledger.Counters.Generation;
        await ledger.HaltAsync("key leaked", CancellationToken.None);

        Assert.StartsWith("+OK", _server.Ask("FLUSHALL"), StringComparison.Ordinal);
        await _recipients.PayAsync(ledger, "b");

        Assert.NotEqual(generation, ledger.Counters.Generation);
        Assert.Equal(1, ledger.Counters.Losses);
        Assert.StartsWith("Redis lost the ledger", (await ledger.ReadGenerationAsync(CancellationToken.None)).Reason, StringComparison.Ordinal);
        Assert.Equal("key leaked", (await new Order("look").LookAsync(ledger)).Halt?.Reason);
        Assert.Equal(seal, ledger.SealKey.ToArray());
        Assert.Equal(ledger.Counters.Generation, (await ledger.WaitForGenerationAsync(generation, CancellationToken.None)).Number);
    }

    [Fact]
    public async Task FlushedAndMadeAnewByAnother_WhoHadTheLedgerSaysThatItWasLost()
    {
        await using var ledger = await _server.LedgerAsync();
        await _recipients.PayAsync(ledger, "a");

        Assert.StartsWith("+OK", _server.Ask("FLUSHALL"), StringComparison.Ordinal);
        await using var newcomer = await _server.LedgerAsync();
        await _recipients.PayAsync(ledger, "b", parameters: 2);

        Assert.StartsWith("Redis lost the ledger", (await ledger.ReadGenerationAsync(CancellationToken.None)).Reason, StringComparison.Ordinal);
        Assert.Equal(newcomer.Counters.Generation, ledger.Counters.Generation);
    }

    [Fact]
    public async Task RestoredFromAnOldDump_SpacesUsedBeforeAreClosed()
    {
        await using var first = await _server.LedgerAsync();
        await using var second = await _server.LedgerAsync();
        await _recipients.PayAsync(first, "a");
        var copy = Path.Combine(_server.Folder, "copy");
        _server.Save(copy);
        await Opened.EventuallyAsync(() => _recipients.PayAsync(first, "b"));
        await Opened.EventuallyAsync(() => _recipients.PayAsync(second, "c"));
        await _recipients.PayAsync(first, "d", parameters: 2);

        _server.Restore(copy);
        await Opened.EventuallyAsync(() => RefusedAsync(first, "e", parameters: 1));
        await Opened.EventuallyAsync(async () => Assert.NotNull(await _recipients.PayAsync(second, "f", parameters: 2)));
        Assert.NotNull(await _recipients.PayAsync(first, "g", parameters: 3));

        Assert.Equal(first.Counters.Generation, second.Counters.Generation);
        Assert.Equal(6, _recipients.Payments);
    }

    [Fact]
    public async Task OneRowForgotten_IsNoticedAndNoNumberComesTwice()
    {
        await using var ledger = await _server.LedgerAsync();
        await _recipients.PayAsync(ledger, "a");
        await _recipients.PayAsync(ledger, "b");

        Assert.StartsWith(":1", _server.Ask("DEL", $"{{{Opened.Prefix}}}:nonces:{Order.Sender}|{Order.Hash(1)}"), StringComparison.Ordinal);
        await _recipients.PayAsync(ledger, "c");

        Assert.Equal(1, ledger.Counters.Losses);
        Assert.Equal(3, _recipients.Payments);
    }

    [Fact]
    public async Task ScriptsForgotten_AreSentAgain()
    {
        await using var ledger = await _server.LedgerAsync();
        await _recipients.PayAsync(ledger, "a");

        Assert.StartsWith("+OK", _server.Ask("SCRIPT", "FLUSH"), StringComparison.Ordinal);

        Assert.NotNull(await _recipients.PayAsync(ledger, "b"));
        Assert.Equal(0, ledger.Counters.FailedCommits);
    }

    [Fact]
    public async Task ServerWithoutAFile_IsRefusedUnlessAllowed()
    {
        using var volatileServer = new RedisServer("appendonly no");
        var options = Opened.Options(volatileServer.Start().Address);

        var refused = await Assert.ThrowsAsync<LedgerUnavailableException>(() => RedisLedger.OpenAsync(options, TimeProvider.System, CancellationToken.None));
        await using var allowed = await RedisLedger.OpenAsync(
            new RedisLedgerOptions { Servers = options.Servers, Prefix = options.Prefix, AllowVolatile = true }, TimeProvider.System, CancellationToken.None);

        Assert.Contains("appendonly", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--redis-allow-volatile", refused.Message, StringComparison.Ordinal);
        Assert.Contains("appendonly", Assert.Single(allowed.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReplicasWanted_NoneThere_NothingIsPaidAndTheRepetitionFindsIt()
    {
        _server.Start();
        var options = new RedisLedgerOptions { Servers = [_server.Address], Prefix = Opened.Prefix, WaitReplicas = 1, Patience = TimeSpan.FromSeconds(2) };
        await using (var careful = await RedisLedger.OpenAsync(options, TimeProvider.System, CancellationToken.None))
        {
            await FailsAsync(() => _recipients.PayAsync(careful, "a"));

            // The primary has it now, and alone: the same answer would be signed on that.
            await FailsAsync(() => _recipients.PayAsync(careful, "a"));
        }

        await using var careless = await _server.LedgerAsync();
        Assert.NotNull((await new Order("a").LookAsync(careless)).Earlier?.Plan);
    }

    private static async Task FailsAsync(Func<Task> call)
    {
        var started = TimeProvider.System.GetTimestamp();
        await Assert.ThrowsAsync<LedgerUnavailableException>(call);
        Assert.True(TimeProvider.System.GetElapsedTime(started) < Bound);
    }

    private async Task RefusedAsync(RedisLedger ledger, string key, byte parameters) => Assert.Null(await _recipients.PayAsync(ledger, key, parameters));
}
