using System.Numerics;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Usage;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Microsoft.Extensions.Time.Testing;

namespace Livepeer.Ledger.Tests;

/// <summary>The account of payments in the file.</summary>
public sealed class UsageLogTests : IAsyncLifetime
{
    private readonly LedgerFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private EmbeddedLedger _ledger = null!;

    public Task InitializeAsync()
    {
        _ledger = EmbeddedLedger.Open(_folder.Options, _time);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Delete();
    }

    [Fact]
    public async Task Payments_Committed_AreThereOnceAndInOrder()
    {
        await PayAsync("a");
        await PayAsync("b", "globex");
        await new Order("a").ApplyAsync(_ledger);

        var events = await _ledger.ReadEventsAsync(0, 10, CancellationToken.None);
        Assert.Equal([(1L, "a", "acme"), (2L, "b", "globex")], events.Select(one => (one.Number, one.Record.IdempotencyKey, one.Record.Tenant.Value)));
        Assert.Equal(UsageRecords.Record("a", "acme", _time.GetUtcNow()), events[0].Record);
        Assert.Equal(events.Select(one => UsageEventId.Of(one.Record)), events.Select(one => one.EventId));
        Assert.NotEqual(events[0].EventId, events[1].EventId);
        Assert.Equal("b", Assert.Single(await _ledger.ReadEventsAsync(1, 10, CancellationToken.None)).Record.IdempotencyKey);
    }

    [Fact]
    public async Task Days_Sums_AreExact()
    {
        await PayAsync("a");
        await PayAsync("b");
        _time.Advance(TimeSpan.FromDays(1));
        await PayAsync("c");

        var days = await _ledger.ReadDaysAsync(new UsageQuery(new(2026, 1, 1), new(2026, 1, 31), null, 100), CancellationToken.None);
        Assert.Equal([(new DateOnly(2026, 1, 2), 2L), (new DateOnly(2026, 1, 3), 1L)], days.Select(day => (day.Day, day.Payments)));
        var first = days[0];
        Assert.Equal((6L, new Rational(2_000, 7), new Rational(2, 3), new BigInteger(60)), (first.Tickets, first.ExpectedValue, first.Fee, first.FaceValueWei));
        Assert.Equal(("27", "stabilityai/sd-turbo", JobKind.Ai), (first.Capability, first.Model, first.Kind));
    }

    [Fact]
    public async Task Days_OfOneTenant_AreItsAlone()
    {
        await PayAsync("a");
        await PayAsync("b", "globex");

        var query = new UsageQuery(new(2026, 1, 1), new(2026, 1, 31), new TenantId("globex"), 100);
        Assert.Equal("globex", Assert.Single(await _ledger.ReadDaysAsync(query, CancellationToken.None)).Tenant.Value);
    }

    [Fact]
    public async Task Everything_FileOpenedAgain_IsStillThere()
    {
        await PayAsync("a");
        await _ledger.HaltAsync("stop", CancellationToken.None);
        await _ledger.AcknowledgeAsync(1, CancellationToken.None);
        var key = _ledger.SealKey.ToArray();
        await _ledger.DisposeAsync();

        _ledger = EmbeddedLedger.Open(_folder.Options, _time);
        Assert.Single(await _ledger.ReadEventsAsync(0, 10, CancellationToken.None));
        Assert.Equal("stop", (await ((ISigningSwitch)_ledger).ReadAsync(CancellationToken.None))?.Reason);
        Assert.Equal(1, await _ledger.ReadDeliveredAsync(CancellationToken.None));
        Assert.Equal(key, _ledger.SealKey.ToArray());
        Assert.Equal(32, key.Distinct().Count() > 1 ? key.Length : 0);
    }

    [Fact]
    public async Task Acknowledge_OlderNumber_NeverGoesBack()
    {
        await _ledger.AcknowledgeAsync(5, CancellationToken.None);
        await _ledger.AcknowledgeAsync(3, CancellationToken.None);
        Assert.Equal(5, await _ledger.ReadDeliveredAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Events_DeliveredADayAgo_AreForgottenAndSumsStay()
    {
        await PayAsync("a");
        await PayAsync("b");
        await _ledger.AcknowledgeAsync(1, CancellationToken.None);
        _time.Advance(TimeSpan.FromDays(2));
        await UntilAsync(async () => (await _ledger.ReadEventsAsync(0, 10, CancellationToken.None)).Select(one => one.Number).SequenceEqual([2L]));

        _time.Advance(TimeSpan.FromDays(6));
        await UntilAsync(async () => (await _ledger.ReadEventsAsync(0, 10, CancellationToken.None)).Count == 0);
        Assert.Single(await _ledger.ReadDaysAsync(new UsageQuery(new(2026, 1, 1), new(2026, 1, 31), null, 100), CancellationToken.None));
    }

    // A sweep that looked for old events among all of them would hold up payments for as long as it takes to read a week's account.
    [Fact]
    public async Task Sweep_LooksAtNoMoreEventsThanItMayForget()
    {
        var now = _time.GetUtcNow();
        await _ledger.ReadAsync(
            (file, _) =>
            {
                DateTimeOffset[] times = [now, now.AddDays(-9), now.AddDays(-8)];
                Array.ForEach(times, at => file.Usage.Append(UsageRecords.Record("a", "acme", at)));
                return true;
            },
            CancellationToken.None);

        Assert.Equal([1L, 2L, 3L], await SweepAsync(limit: 1));
        Assert.Equal([1L], await SweepAsync(limit: 3));

        Task<IEnumerable<long>> SweepAsync(int limit) => _ledger.ReadAsync(
            (file, _) =>
            {
                file.Usage.Sweep(delivered: 0, deliveredBefore: now, anyBefore: now.AddDays(-7), mostKept: 1_000, limit);
                return file.Usage.ReadEvents(0, 10).Select(found => found.Number);
            },
            CancellationToken.None);
    }

    internal static async Task PayAsync(EmbeddedLedger ledger, string key, string tenant)
    {
        var order = new Order(key) { Tenant = new(tenant) };
        await ledger.ApplyAsync(
            order.Keys,
            [],
            snapshot => (LedgerDecision.Commit)order.Decide(snapshot) with { Usage = UsageRecords.Record(key, tenant, snapshot.Now) },
            CancellationToken.None);
    }

    private Task PayAsync(string key, string tenant = "acme") => PayAsync(_ledger, key, tenant);

    // The sweep follows the clock's timer on the writer's own thread.
    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!await reached())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(30), "The sweep did not come.");
            await Task.Yield();
        }
    }
}
