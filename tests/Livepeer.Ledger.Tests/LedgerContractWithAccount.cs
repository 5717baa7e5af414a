using System.Globalization;
using System.Numerics;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Repair;
using Livepeer.Payments.Desk.Usage;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Ledger.Tests;

/// <summary>What every ledger with an account keeps besides: sums by day, and how many lines callers can make of them.</summary>
public abstract class LedgerContractWithAccount : LedgerContract
{
    private const int Beyond = 60;

    private IUsageLog Account => (IUsageLog)Ledger;

    [Fact]
    public async Task Days_ReadInPart_AreTheFirstLinesInOrder()
    {
        (string Tenant, string Model)[] paid = [("globex", "b"), ("acme", "z"), ("a*[c]?\\me|%", "m"), ("acme", "B"), ("acme", "a|%7C*"), ("globex", "a")];
        foreach (var (tenant, model) in paid)
        {
            await PayForAsync($"{tenant} {model}", model, tenant);
        }

        (string, string)[] inOrder = [("a*[c]?\\me|%", "m"), ("acme", "B"), ("acme", "a|%7C*"), ("acme", "z"), ("globex", "a"), ("globex", "b")];
        Assert.Equal(inOrder, (await DaysAsync(null)).Select(line => (line.Tenant.Value, line.Model)));
        Assert.Equal(inOrder[..3], (await DaysAsync(null, 3)).Select(line => (line.Tenant.Value, line.Model)));
        Assert.Equal(["B", "a|%7C*", "z"], (await DaysAsync("acme")).Select(line => line.Model));
        Assert.Equal("m", Assert.Single(await DaysAsync("a*[c]?\\me|%")).Model);
        Assert.Empty(await DaysAsync("a*"));
    }

    [Fact]
    public async Task MoreModelsThanLines_OneLineHasTheOthers_AndEverySumIsExact()
    {
        var paid = await FloodAsync();

        var lines = await DaysAsync("acme");
        Assert.Equal(IUsageLog.MaxLines + 1, lines.Count);
        var others = Assert.Single(lines, line => line.Model == UsageDay.Other);
        Assert.Equal((JobKind.Ai, "27", (long)Beyond), (others.Kind, others.Capability, others.Payments));
        Assert.All(lines.Where(line => line != others), line => Assert.Equal((1L, Amount(Number(line.Model))), (line.Payments, line.ExpectedValue)));
        HasExactly(lines, paid);
    }

    [Fact]
    public async Task MoreModelsThanLines_LinesThatAreThere_GrowOnTheirOwn()
    {
        await FloodAsync();
        var before = await DaysAsync("acme");
        var known = before.First(line => line.Model != UsageDay.Other);

        await PayForAsync("again", known.Model);
        await PayForAsync("elsewhere", "of another tenant", "globex");
        await PayForAsync("live", "live/model", change: record => record with { Kind = JobKind.Live, Capability = "app" });
        await PayForAsync("other live", "x", change: record => record with { Kind = JobKind.Live, Capability = "another app" });
        await PayForAsync("video", string.Empty, change: record => record with { Kind = JobKind.VideoSegment, Capability = "transcoding" });

        var after = await DaysAsync("acme");
        Assert.Equal(2, after.Single(line => line.Model == known.Model).Payments);
        Assert.Equal("of another tenant", Assert.Single(await DaysAsync("globex")).Model);
        Assert.Equal(
            [(JobKind.Live, UsageDay.Other, UsageDay.Other, 2L), (JobKind.VideoSegment, "transcoding", string.Empty, 1L)],
            after.Where(line => line.Kind != JobKind.Ai).Select(line => (line.Kind, line.Capability, line.Model, line.Payments)));
        Assert.Equal(
            before.Where(line => line.Model != known.Model),
            after.Where(line => line.Model != known.Model && line.Kind == JobKind.Ai));
    }

    [Fact]
    public async Task MoreModelsThanLines_RepeatedSettledAndRestoredPayments_CountOnce()
    {
        var flood = await FloodAsync();
        var known = (await DaysAsync("acme")).First(line => line.Model != UsageDay.Other).Model;
        await PayForAsync("repeated", "new-7000");
        var lost = Lost("lost");
        lost = lost with { Usage = lost.Usage with { Model = "new-7001", ExpectedValue = Amount(7_001), FaceValueWei = 7_001 } };
        var lostOfKnown = Lost("lost too");
        lostOfKnown = lostOfKnown with { Usage = lostOfKnown.Usage with { Model = known, ExpectedValue = Amount(Number(known)), FaceValueWei = Number(known) } };

        await PayForAsync("repeated", "new-7000");
        await Ledger.SettleAsync(
            new TenantId("acme"),
            [Order.Delivered("repeated", 999), new Settlement("0", PaymentOutcomeKind.NotSent, 0, string.Empty), new Settlement("1", PaymentOutcomeKind.Lost, 0, string.Empty)],
            CancellationToken.None);
        Assert.Equal([RestoreState.Restored, RestoreState.Known, RestoreState.Restored], await Repair.RestoreAsync([lost, lost, lostOfKnown], CancellationToken.None));
        Assert.Equal([RestoreState.Known, RestoreState.Known], await Repair.RestoreAsync([lost, lostOfKnown], CancellationToken.None));

        var lines = await DaysAsync("acme");
        Assert.Equal(IUsageLog.MaxLines + 1, lines.Count);
        Assert.Equal(Beyond + 2, lines.Single(line => line.Model == UsageDay.Other).Payments);
        Assert.Equal(2, lines.Single(line => line.Model == known).Payments);
        HasExactly(lines, [.. flood, 7_000, 7_001, Number(known)]);
    }

    [Fact]
    public async Task MoreModelsThanLines_AfterARestart_AndUntilTheNextDay()
    {
        var flood = await FloodAsync();
        Ledger = await ReopenAsync(Ledger);
        await PayForAsync("after the restart", "new-8000");
        Time.Advance(TimeSpan.FromDays(1));
        await PayForAsync("the next day", "new-8001");

        var lines = await DaysAsync("acme");
        var first = lines.Where(line => line.Day == lines[0].Day).ToArray();
        Assert.Equal((IUsageLog.MaxLines + 1, Beyond + 1L), (first.Length, first.Single(line => line.Model == UsageDay.Other).Payments));
        HasExactly(first, [.. flood, 8_000]);
        var next = Assert.Single(lines, line => line.Day != lines[0].Day);
        Assert.Equal(("new-8001", 1L, Amount(8_001)), (next.Model, next.Payments, next.ExpectedValue));
    }

    protected override async Task HasUsageAsync(UsageRecord record)
    {
        var stored = Assert.Single(await Account.ReadEventsAsync(0, 10, CancellationToken.None));
        Assert.Equal((record, UsageEventId.Of(record)), (stored.Record, stored.EventId));
        var day = DateOnly.FromDateTime(record.At.UtcDateTime);
        Assert.Equal(
            [new UsageDay(day, record.Tenant, JobKind.Ai, record.Capability, record.Model, 1, 3, new Rational(1_000, 7), new Rational(1, 3), 30)],
            await Account.ReadDaysAsync(new UsageQuery(day, day, null, 10), CancellationToken.None));
    }

    private static Rational Amount(int number) => new(number, 7);

    private static int Number(string model) => model.StartsWith("new-", StringComparison.Ordinal) ? int.Parse(model.AsSpan(4), CultureInfo.InvariantCulture) : 0;

    private static void HasExactly(IReadOnlyList<UsageDay> lines, int[] paid)
    {
        Assert.Equal(paid.Length, lines.Sum(line => line.Payments));
        Assert.Equal(3 * paid.Length, lines.Sum(line => line.Tickets));
        Assert.Equal(new Rational(paid.Sum(), 7), lines.Aggregate(Rational.Zero, (sum, line) => sum + line.ExpectedValue));
        Assert.Equal(new Rational(paid.Length, 3), lines.Aggregate(Rational.Zero, (sum, line) => sum + line.Fee));
        Assert.Equal(new BigInteger(paid.Sum()), lines.Aggregate(BigInteger.Zero, (sum, line) => sum + line.FaceValueWei));
    }

    /// <summary>Pays for more models than there are lines, for each once.</summary>
    /// <returns>Their numbers.</returns>
    private async Task<int[]> FloodAsync()
    {
        var numbers = Enumerable.Range(0, IUsageLog.MaxLines + Beyond).ToArray();
        await Task.WhenAll(numbers.Select(number => PayForAsync($"{number}", $"new-{number}")));
        return numbers;
    }

    private async Task PayForAsync(string key, string model, string tenant = "acme", Func<UsageRecord, UsageRecord>? change = null)
    {
        var order = new Order(key) { Tenant = new(tenant), Bucket = key, Session = key, RandHash = null };
        await Ledger.ApplyAsync(
            order.Keys,
            [],
            snapshot => order.Decide(snapshot) is LedgerDecision.Commit commit
                ? commit with { Usage = (change ?? (static same => same))(Usage(key, model, tenant, snapshot.Now)) }
                : order.Decide(snapshot),
            CancellationToken.None);
    }

    private static UsageRecord Usage(string key, string model, string tenant, DateTimeOffset at) =>
        UsageRecords.Record(key, tenant, at) with { Model = model, ExpectedValue = Amount(Number(model)), FaceValueWei = Number(model) };

    private async Task<IReadOnlyList<UsageDay>> DaysAsync(string? tenant, int limit = 10_000) => await Account.ReadDaysAsync(
        new UsageQuery(DateOnly.MinValue, DateOnly.MaxValue, tenant is null ? null : new TenantId(tenant), limit), CancellationToken.None);
}
