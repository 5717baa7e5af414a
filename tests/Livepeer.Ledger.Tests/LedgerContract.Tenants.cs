using System.Numerics;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Ledger.Tests;

/// <content>Budgets, the kill switch, and accounts of metered sessions.</content>
public abstract partial class LedgerContract
{
    private ISigningSwitch Switch => (ISigningSwitch)Ledger;

    [Fact]
    public async Task Spend_Committed_IsShownToTheTenantAlone()
    {
        var spend = Spend(7, BigInteger.Pow(10, 30));
        await CommitAsync(new Order("a"), commit => commit with { Spend = spend });

        Assert.Equal(spend, (await new Order("b").LookAsync(Ledger)).Spend);
        Assert.Null((await (new Order("b") { Tenant = new("globex") }).LookAsync(Ledger)).Spend);
    }

    [Fact]
    public async Task Spend_ManyCallersAtOnce_LosesNone()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => CommitAsync(
            new Order($"{i}"),
            (commit, snapshot) => commit with { Spend = Spend((snapshot.Spend?.Total.Payments ?? 0) + 1, (snapshot.Spend?.Total.EvWei ?? 0) + 1_000) })));

        var seen = (await new Order("look").LookAsync(Ledger)).Spend!;
        Assert.Equal((50L, new BigInteger(50_000)), (seen.Total.Payments, seen.Total.EvWei));
    }

    [Fact]
    public async Task Halt_Pulled_IsInEverySnapshotUntilReleased()
    {
        Assert.Null(await Switch.ReadAsync(CancellationToken.None));
        await Switch.HaltAsync("key leaked", CancellationToken.None);

        var halt = new SigningHalt("key leaked", Time.GetUtcNow());
        Assert.Equal(halt, await Switch.ReadAsync(CancellationToken.None));
        Assert.Equal(halt, (await new Order("a").LookAsync(Ledger)).Halt);
        await Switch.ResumeAsync(CancellationToken.None);
        Assert.Null((await new Order("a").LookAsync(Ledger)).Halt);
    }

    [Fact]
    public async Task MeteredPayment_Settled_MovesItsSessionOnce()
    {
        var meter = new MeterState(
            JobKind.Live,
            LiveUnit.Seconds,
            "app/model",
            new Rational(10, 3),
            Time.GetUtcNow(),
            4,
            new UnitPrice(7, 3),
            new MeterGrant(99, "client:subject"),
            [new OpenPayment("a", Rational.Zero, new Rational(1_000), Rational.One, Time.GetUtcNow().AddMinutes(5))])
        {
            ManifestId = "4f2a91c0",
        };
        var reading = new MeterReading(4, 12, null, Time.GetUtcNow(), meter.Balance, meter.InitialPrice, meter.Grant);
        await CommitAsync(new Order("a"), commit => commit with
        {
            Balance = null,
            Plan = commit.Plan with { Meter = reading },
            Session = commit.Session with { Meter = meter },
        });

        var seen = await new Order("a").LookAsync(Ledger);
        Assert.Equal((meter, reading, new Order("a").Keys.Session), (seen.Session!.Meter, seen.Earlier!.Plan!.Meter, seen.Earlier.Metered));
        Assert.Null(seen.Balance);

        var lost = new Settlement("a", PaymentOutcomeKind.NotSent, 0, string.Empty);
        var first = Assert.Single(await Ledger.SettleAsync(new("acme"), [lost], CancellationToken.None));
        var second = Assert.Single(await Ledger.SettleAsync(new("acme"), [lost], CancellationToken.None));
        Assert.Equal((SettlementState.Settled, SettlementState.AlreadySettled), (first.State, second.State));
        Assert.Equal(new Rational(10, 3) - new Rational(1_000), (await new Order("b").LookAsync(Ledger)).Session!.Meter!.Balance);
    }

    [Fact]
    public async Task Project_Decided_StoresNothing()
    {
        await Ledger.ApplyAsync(
            new Order("a").Keys, [], snapshot => new LedgerDecision.Project(((LedgerDecision.Commit)new Order("a").Decide(snapshot)).Plan), CancellationToken.None);

        var seen = await new Order("a").LookAsync(Ledger);
        Assert.Equal(Nothing(seen), seen);
    }

    private static TenantSpend Spend(long payments, BigInteger evWei)
    {
        var window = new SpendWindow(new DateTimeOffset(2026, 1, 2, 3, 4, 0, TimeSpan.Zero), payments, evWei, evWei * 3);
        return new(window, window, window, window);
    }

    private Task CommitAsync(Order order, Func<LedgerDecision.Commit, LedgerDecision.Commit> change) => CommitAsync(order, (commit, _) => change(commit));

    private async Task CommitAsync(Order order, Func<LedgerDecision.Commit, LedgerSnapshot, LedgerDecision.Commit> change) =>
        Assert.IsType<LedgerDecision.Commit>(await Ledger.ApplyAsync(
            order.Keys,
            [],
            snapshot => order.Decide(snapshot) is LedgerDecision.Commit commit ? change(commit, snapshot) : throw new InvalidOperationException(),
            CancellationToken.None));
}
