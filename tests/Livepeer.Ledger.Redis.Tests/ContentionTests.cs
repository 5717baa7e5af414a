using Livepeer.Ledger.Redis.Tests.Servers;
using Livepeer.Ledger.Tests;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Usage;
using Xunit.Abstractions;

namespace Livepeer.Ledger.Redis.Tests;

/// <summary>Several signers on one store: nothing is lost, nothing counts twice.</summary>
public sealed class ContentionTests(SharedRedis server, ITestOutputHelper output) : IClassFixture<SharedRedis>, IAsyncLifetime
{
    private const int Signers = 3;
    private readonly List<RedisLedger> _ledgers = [];

    public async Task InitializeAsync()
    {
        var options = new RedisLedgerOptions { Servers = [server.Start().Address], Prefix = Guid.NewGuid().ToString("n"), Patience = TimeSpan.FromSeconds(20) };
        for (var i = 0; i < Signers; i++)
        {
            _ledgers.Add(await RedisLedger.OpenAsync(options, TimeProvider.System, CancellationToken.None));
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var ledger in _ledgers)
        {
            await ledger.DisposeAsync();
        }
    }

    [Fact]
    public async Task ThreeSigners_ThirtyClients_EveryNonceIsUniqueAndEverySumExact()
    {
        const int Clients = 30;
        const int Payments = 30;
        var recipients = new Recipients();

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            for (var i = 0; i < Payments; i++)
            {
                // A balancer: every payment may go to another signer.
                Assert.NotNull(await recipients.PayAsync(_ledgers[(client + i) % Signers], Recipients.Key(client, i), (byte)(client % 3), $"b{client % 7}"));
            }
        })));

        var look = await new Order("look").LookAsync(_ledgers[0]);
        var days = await _ledgers[1].ReadDaysAsync(new UsageQuery(DateOnly.MinValue, DateOnly.MaxValue, null, 100), CancellationToken.None);
        var events = await _ledgers[2].ReadEventsAsync(0, 10_000, CancellationToken.None);
        Assert.Equal(Clients * Payments, recipients.Payments);
        Assert.Equal(Clients * Payments, look.Spend!.Total.Payments);
        Assert.Equal(Clients * Payments, days.Sum(day => day.Payments));
        Assert.Equal(Clients * Payments, events.Select(one => one.EventId).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, Clients * Payments).Select(number => (long)number), events.Select(one => one.Number));
        foreach (var counters in _ledgers.Select(ledger => ledger.Counters))
        {
            output.WriteLine($"{counters.Commits} commits, {counters.CommittedOrders} orders, {counters.Repetitions} repetitions");
        }
    }

    [Fact]
    public async Task Budget_SpentByThreeSignersAtOnce_IsNotExceededByOne()
    {
        const int Budget = 100;
        var recipients = new Recipients();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(client => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await recipients.PayAsync(_ledgers[(client + i) % Signers], Recipients.Key(client, i), budget: Budget);
            }
        })));

        Assert.Equal(Budget, recipients.Payments);
        Assert.Equal(Budget, (await new Order("look").LookAsync(_ledgers[0])).Spend!.Total.Payments);
    }

    [Fact]
    public async Task ModelsWithoutEnd_AtEverySigner_LinesOfADayAreBoundedForAllTogether()
    {
        const int Payments = 1_200;

        await Task.WhenAll(Enumerable.Range(0, Payments).Select(async i =>
        {
            var order = new Order($"{i}") { Bucket = $"{i}", Session = $"{i}", RandHash = null };
            await _ledgers[i % Signers].ApplyAsync(
                order.Keys,
                [],
                snapshot => (LedgerDecision.Commit)order.Decide(snapshot) with { Usage = UsageRecords.Record(order.Key, "acme", snapshot.Now) with { Model = $"model-{i}" } },
                CancellationToken.None);
        }));

        // It may be midnight at the server meanwhile.
        var lines = await _ledgers[0].ReadDaysAsync(new UsageQuery(DateOnly.MinValue, DateOnly.MaxValue, null, 10_000), CancellationToken.None);
        Assert.Equal(Payments, lines.Sum(line => line.Payments));
        Assert.All(lines.GroupBy(line => line.Day), day => Assert.InRange(day.Count(line => line.Model != UsageDay.Other), 1, IUsageLog.MaxLines));
        Assert.All(lines.Where(line => line.Model != UsageDay.Other), line => Assert.Equal(1, line.Payments));
    }

    [Fact]
    public async Task SameKey_AtEverySignerAtOnce_IsPaidOnce()
    {
        var decisions = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(async () => await new Order("same").ApplyAsync(_ledgers[i % Signers]))));

        var paid = Assert.Single(decisions.OfType<LedgerDecision.Commit>());
        Assert.All(decisions.OfType<LedgerDecision.Replay>(), replay => Assert.Equal(paid.Plan, replay.Plan));
        Assert.Equal(29, decisions.OfType<LedgerDecision.Replay>().Count());
    }

    [Fact]
    public async Task Halt_AtOneSigner_StopsTheOthersWithTheirNextPayment()
    {
        await _ledgers[0].HaltAsync("key leaked", CancellationToken.None);

        Assert.Equal("key leaked", (await new Order("a").LookAsync(_ledgers[1])).Halt?.Reason);
        await _ledgers[2].ResumeAsync(CancellationToken.None);
        Assert.Null((await new Order("a").LookAsync(_ledgers[1])).Halt);
    }

    [Fact]
    public async Task Settlement_AtAnotherSigner_FindsThePayment()
    {
        await new Order("a").PayAsync(_ledgers[0]);

        var settled = await _ledgers[1].SettleAsync(new Order("a").Tenant, [Order.Delivered("a", 400)], CancellationToken.None);

        Assert.Equal(SettlementState.Settled, Assert.Single(settled).State);
        Assert.Equal(new(600), (await new Order("b").LookAsync(_ledgers[0])).Balance!.Credit);
    }

    [Fact]
    public void Signers_OfOneStore_ShareTheSealKeyAndNoEpoch()
    {
        var epochs = _ledgers.Select(ledger => ledger.Counters.Epoch).Distinct();

        Assert.Equal(Signers, epochs.Count());
        Assert.Single(_ledgers.Select(ledger => Convert.ToHexString(ledger.SealKey.Span)).Distinct());
        Assert.Single(_ledgers.Select(ledger => ledger.Counters.Generation).Distinct());
    }

    [Fact]
    public async Task Delivery_HeldByOneSigner_IsRefusedToTheOthers()
    {
        Assert.True(await _ledgers[0].TryHoldDeliveryAsync(TimeSpan.FromMinutes(1), CancellationToken.None));
        Assert.False(await _ledgers[1].TryHoldDeliveryAsync(TimeSpan.FromMinutes(1), CancellationToken.None));
        Assert.True(await _ledgers[0].TryHoldDeliveryAsync(TimeSpan.FromMinutes(1), CancellationToken.None));
    }

    [Fact]
    public async Task Balances_OfEveryTenant_AreListed()
    {
        await (new Order("a") with { Bucket = "one|two%" }).PayAsync(_ledgers[0]);
        await (new Order("b") with { Tenant = new("zebra") }).PayAsync(_ledgers[1]);

        var all = await _ledgers[2].ListBalancesAsync(null, 10, CancellationToken.None);
        var one = await _ledgers[2].ListBalancesAsync(new TenantId("zebra"), 10, CancellationToken.None);

        Assert.Equal([("acme", "one|two%"), ("zebra", "bucket")], all.Select(balance => (balance.Tenant.Value, balance.Key.Bucket)));
        Assert.Equal("b", Assert.Single(Assert.Single(one).State.Open).IdempotencyKey);
    }
}
