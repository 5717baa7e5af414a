using Livepeer.Ledger.Redis.Connection;
using Livepeer.Ledger.Redis.Scripts;
using Livepeer.Ledger.Redis.Tests.Servers;
using Livepeer.Ledger.Tests;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Desk.Repair;
using Microsoft.Extensions.Time.Testing;
using TestKit.Redis;

namespace Livepeer.Ledger.Redis.Tests;

/// <summary>Single keys that are gone, spoiled or late: the ledger goes on, and nothing is half written.</summary>
public sealed class DamageTests : IDisposable
{
    private const string Root = $"{{{Opened.Prefix}}}:";
    private readonly RedisServer _server = new();
    private readonly Recipients _recipients = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task HeadForgotten_AccountStillThere_GoesOnBehindItsLastEvent()
    {
        await using var ledger = await _server.LedgerAsync();
        await _recipients.PayAsync(ledger, "a");
        await _recipients.PayAsync(ledger, "b");

        Assert.StartsWith(":1", _server.Ask("DEL", Root + "head"), StringComparison.Ordinal);
        await _recipients.PayAsync(ledger, "c", parameters: 2);

        Assert.Equal(1, ledger.Counters.Losses);
        Assert.Equal([1, 2, 3], (await ledger.ReadEventsAsync(0, 10, CancellationToken.None)).Select(one => one.Number));
    }

    [Fact]
    public async Task AccountAheadOfTheHead_NothingOfTheBatchIsWritten()
    {
        await using var ledger = await _server.LedgerAsync();
        await _recipients.PayAsync(ledger, "a");

        Assert.StartsWith("$", _server.Ask("XADD", Root + "usage", "1000-0", "at", "1", "event", "foreign"), StringComparison.Ordinal);
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => _recipients.PayAsync(ledger, "b"));

        var look = await new Order("b").LookAsync(ledger);
        Assert.Null(look.Earlier);
        Assert.Equal(1, look.Spend!.Total.Payments);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("12 rubbish 34")]
    [InlineData("12 0x1111111111111111111111111111111111111111111111111111111111111111")]
    public async Task AnchorOfRubbish_IsAsGoodAsGone(string rubbish)
    {
        await using var ledger = await _server.LedgerAsync();
        Assert.StartsWith(":1", _server.Ask("HSET", Root + "anchors", "log", rubbish), StringComparison.Ordinal);

        Assert.Empty(await ledger.ReadAnchorsAsync(CancellationToken.None));

        var anchor = new LogAnchor("log", 5, Order.Hash(5), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await ledger.AnchorAsync(anchor, instead: null, CancellationToken.None);
        Assert.Equal([anchor], await ledger.ReadAnchorsAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("x.1|rubbish")]
    [InlineData("x.1|{}")]
    [InlineData("rubbish without a stamp")]
    public async Task RowOfRubbish_ItsPaymentsAreRefusedAndOthersGoOn(string rubbish)
    {
        await using var ledger = await _server.LedgerAsync();
        await _recipients.PayAsync(ledger, "a");
        var epoch = ledger.Counters.Epoch;

        Assert.StartsWith("+OK", _server.Ask("SET", $"{Root}payment:acme|b", rubbish), StringComparison.Ordinal);
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => _recipients.PayAsync(ledger, "b"));
        Assert.NotNull(await _recipients.PayAsync(ledger, "c"));
        Assert.StartsWith(":1", _server.Ask("DEL", $"{Root}payment:acme|b"), StringComparison.Ordinal);
        Assert.NotNull(await _recipients.PayAsync(ledger, "b"));

        Assert.Equal((epoch, 0), (ledger.Counters.Epoch, ledger.Counters.Losses));
    }

    // What a comparison with the audit log tells a spoiled row from an outage by.
    [Fact]
    public async Task RowOfRubbish_ItAloneCannotBePutBack_AndTheLedgerAnswers()
    {
        await using var ledger = await _server.LedgerAsync();
        Assert.StartsWith("+OK", _server.Ask("SET", $"{Root}payment:acme|b", "x.1|rubbish"), StringComparison.Ordinal);
        var (whole, spoiled) = (Lost("a"), Lost("b"));

        await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await ledger.HasAllAsync([spoiled], CancellationToken.None));
        await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await ledger.RestoreAsync([whole, spoiled], CancellationToken.None));

        Assert.Equal(ledger.Counters.Generation, (await ledger.ReadGenerationAsync(CancellationToken.None)).Number);
        Assert.Equal([RestoreState.Restored], await ledger.RestoreAsync([whole], CancellationToken.None));

        static RecordedPayment Lost(string key)
        {
            var at = TimeProvider.System.GetUtcNow();
            var order = new Order(key);
            var commit = (LedgerDecision.Commit)order.Decide(new LedgerSnapshot(at, 77, null, null, null, null));
            return RecordedPayment.Of(order.Keys, commit with { Usage = UsageRecords.Record(key, "acme", at) });
        }
    }

    [Fact]
    public async Task SpoiledHalt_NothingIsPaidUntilItIsRepaired()
    {
        await using var ledger = await _server.LedgerAsync();
        await _recipients.PayAsync(ledger, "a");

        Assert.StartsWith(":", _server.Ask("HSET", Root + "head", "halt", "never|rubbish"), StringComparison.Ordinal);
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => _recipients.PayAsync(ledger, "b"));
        Assert.StartsWith(":", _server.Ask("HSET", Root + "head", "halt", string.Empty), StringComparison.Ordinal);

        Assert.NotNull(await _recipients.PayAsync(ledger, "b"));
    }

    [Fact]
    public async Task AnotherSignersTimeFarAhead_AnIdleSignerTakesANewEpoch()
    {
        var start = TimeProvider.System.GetUtcNow();
        await using var idle = await OpenAsync(new FakeTimeProvider(start));
        await using var ahead = await OpenAsync(new FakeTimeProvider(start.AddHours(3)));
        await _recipients.PayAsync(idle, "a");
        var epoch = idle.Counters.Epoch;

        await _recipients.PayAsync(ahead, "b");
        await _recipients.PayAsync(idle, "c");

        Assert.NotEqual(epoch, idle.Counters.Epoch);
        Assert.Equal(3, _recipients.Payments);
    }

    [Fact]
    public async Task ResumedAndDeclaredLost_AtOneSigner_AnotherDoesNotHaltAgain()
    {
        await using var first = await _server.LedgerAsync();
        await using var second = await _server.LedgerAsync();
        await second.HaltAsync("a drill", CancellationToken.None);

        await first.ResumeAsync(CancellationToken.None);
        await first.BeginGenerationAsync("a drill", CancellationToken.None);

        Assert.Null((await new Order("look").LookAsync(second)).Halt);
        Assert.Null((await new Order("look").LookAsync(first)).Halt);
    }

    [Fact]
    public async Task Flushed_ASignerThatNeverHeardOfTheHaltIsFirst_TheHaltComesBack()
    {
        await using var unaware = await _server.LedgerAsync();
        await using var aware = await _server.LedgerAsync();
        await aware.HaltAsync("key leaked", CancellationToken.None);

        Assert.StartsWith("+OK", _server.Ask("FLUSHALL"), StringComparison.Ordinal);
        await new Order("look").LookAsync(unaware);
        await new Order("look").LookAsync(aware);

        Assert.Equal("key leaked", (await new Order("look").LookAsync(unaware)).Halt?.Reason);
    }

    [Fact]
    public async Task JoinThatComesLate_DoesNotLowerTheWritersNumber()
    {
        await using var ledger = await _server.LedgerAsync();
        await _recipients.PayAsync(ledger, "a");
        var writer = Assert.Single(Lines("KEYS", Root + "writer:*"));

        Assert.StartsWith("*7", _server.Ask(
            "EVAL", RedisScripts.Join.Text, "3", Root + "head", writer, Root + "usage", "1", "id", "seal", "no generation", "1|1|late", "0", string.Empty, "0", "1", "1000000"), StringComparison.Ordinal);
        await _recipients.PayAsync(ledger, "b");

        Assert.Equal(0, ledger.Counters.Losses);
    }

    [Fact]
    public async Task BatchThatOnlyLooks_GivesItsTurnBack()
    {
        await using var ledger = await _server.LedgerAsync();
        await _recipients.PayAsync(ledger, "a");
        var instance = Assert.Single(Lines("KEYS", Root + "writer:*")).Split(':')[^1];
        Assert.StartsWith("+OK", _server.Ask("SET", Root + "turn", instance), StringComparison.Ordinal);

        await new Order("a").LookAsync(ledger);

        Assert.StartsWith(":0", _server.Ask("EXISTS", Root + "turn"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectionChangedBehindACommit_ReplicasAreNotBelieved()
    {
        var options = Opened.Options(_server.Start().Address);
        await using var connection = await RedisConnection.OpenAsync(options, trust: null, Root + "head");
        await Opened.EventuallyAsync(() => AnswersAsync(connection));
        var line = connection.Line();
        Assert.Equal(0, connection.WaitForReplicas(line, 0, TimeSpan.FromSeconds(1)));

        Assert.StartsWith(":", _server.Ask("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"), StringComparison.Ordinal);
        await Opened.EventuallyAsync(() => AnswersAsync(connection));
        var failure = Assert.Throws<RedisCallException>(() => connection.WaitForReplicas(line, 0, TimeSpan.FromSeconds(1)));

        Assert.True(failure.MayHaveRun);
        Assert.Contains("changed", failure.Message, StringComparison.Ordinal);
    }

    private static async Task AnswersAsync(RedisConnection connection)
    {
        try
        {
            await connection.AskAsync(database => database.KeyExistsAsync(Root + "head"), CancellationToken.None);
        }
        catch (RedisCallException e)
        {
            throw new LedgerUnavailableException(e.Message, e);
        }
    }

    private Task<RedisLedger> OpenAsync(TimeProvider clock) => RedisLedger.OpenAsync(
        new() { Servers = [_server.Start().Address], Prefix = Opened.Prefix, Patience = TimeSpan.FromSeconds(20), Clock = clock }, clock, CancellationToken.None);

    private IEnumerable<string> Lines(params string[] command) => _server.Ask(command)!.Split("\r\n").Where(line => line.StartsWith('{'));
}
