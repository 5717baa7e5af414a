using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Usage;
using Livepeer.Payments.Money;
using Microsoft.Extensions.Time.Testing;

namespace Livepeer.Ledger.Tests;

/// <summary>What every ledger keeps, whatever it is made of.</summary>
public abstract partial class LedgerContract : IAsyncLifetime
{
    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    protected ILedger Ledger { get; set; } = null!;

    public async Task InitializeAsync() => Ledger = await OpenAsync();

    public abstract Task DisposeAsync();

    /// <summary>The first life of a ledger on a store of its own. Its epoch is 0.</summary>
    protected abstract Task<ILedger> OpenAsync();

    /// <summary>Ends the life of the ledger and begins another one on the same store.</summary>
    protected abstract Task<ILedger> ReopenAsync(ILedger ledger);

    /// <summary>That the ledger counts this payment, once, and no other one.</summary>
    protected abstract Task HasUsageAsync(UsageRecord record);

    private LedgerSnapshot Nothing(LedgerSnapshot seen) => new(Time.GetUtcNow(), 0, null, null, null, null) { Generation = seen.Generation };

    [Fact]
    public async Task NewOrder_FreshLedger_ShowsNothingAndTheFirstEpoch()
    {
        var seen = await new Order("a").LookAsync(Ledger);

        Assert.Equal(Nothing(seen), seen);
    }

    [Fact]
    public async Task Commit_StoresEveryPart()
    {
        var plan = await new Order("a").PayAsync(Ledger);

        var seen = await new Order("a").LookAsync(Ledger);
        Assert.Equal(new StoredPayment(Order.Hash(7), plan, new Order("a").Keys.Balance), seen.Earlier);
        Assert.Equal("a", Assert.Single(seen.Balance!.Open).IdempotencyKey);
        Assert.Equal(new NonceState(seen.Generation, 1, Time.GetUtcNow().AddHours(3)), seen.Nonces);
        Assert.Equal(new SessionState(new Rational(5, 3), 1, 1, new Rational(1_000, 3), Time.GetUtcNow()), seen.Session);
    }

    [Fact]
    public async Task Refuse_StoresNothing()
    {
        await Ledger.ApplyAsync(new Order("a").Keys, [], _ => Order.Refusal, CancellationToken.None);

        var seen = await new Order("a").LookAsync(Ledger);
        Assert.Equal(Nothing(seen), seen);
    }

    [Fact]
    public async Task SameKeyAndFingerprint_IsReplayedAndCountedOnce()
    {
        var first = await new Order("a").PayAsync(Ledger);

        var second = Assert.IsType<LedgerDecision.Replay>(await new Order("a").ApplyAsync(Ledger));

        Assert.Equal(first, second.Plan);
        var seen = await new Order("b").LookAsync(Ledger);
        Assert.Equal(1, seen.Nonces!.Used);
        Assert.Equal(1, seen.Session!.Payments);
    }

    [Fact]
    public async Task SameKeyOtherFingerprint_ShowsTheEarlierFingerprint()
    {
        await new Order("a").PayAsync(Ledger);

        var seen = await (new Order("a") with { Fingerprint = Order.Hash(8), Bucket = "another" }).LookAsync(Ledger);

        Assert.Equal(Order.Hash(7), seen.Earlier!.Fingerprint);
        Assert.Equal("bucket", seen.Earlier.Balance.Bucket);
    }

    [Fact]
    public async Task DecideThrows_CallerGetsItAndNothingIsStored()
    {
        await new Order("a").PayAsync(Ledger);
        var failing = new Order("b") { Settlements = [Order.Delivered("a")] };

        var failure = await Assert.ThrowsAsync<DivideByZeroException>(async () =>
            await Ledger.ApplyAsync(failing.Keys, failing.Settlements, _ => throw new DivideByZeroException(), CancellationToken.None));

        Assert.NotNull(failure);
        var seen = await new Order("b").LookAsync(Ledger);
        Assert.Null(seen.Earlier);
        Assert.Equal("a", Assert.Single(seen.Balance!.Open).IdempotencyKey);
    }

    [Fact]
    public async Task Settlement_RidesBeforeTheSnapshot()
    {
        await new Order("a").PayAsync(Ledger);

        var seen = await (new Order("b") with { Settlements = [Order.Delivered("a", 400)] }).LookAsync(Ledger);

        Assert.Equal(new Rational(600), seen.Balance!.Credit);
        Assert.Empty(seen.Balance.Open);
    }

    [Fact]
    public async Task Settlement_OrderRefused_IsStoredAllTheSame()
    {
        await new Order("a").PayAsync(Ledger);
        await (new Order("b") with { Settlements = [Order.Delivered("a", 400)] }).LookAsync(Ledger);

        Assert.Equal(new Rational(600), (await new Order("c").LookAsync(Ledger)).Balance!.Credit);
    }

    [Fact]
    public async Task Settlement_OfAnotherBucket_MovesThatBucketOnly()
    {
        await (new Order("a") with { Bucket = "one" }).PayAsync(Ledger);
        await (new Order("b") with { Bucket = "two", Settlements = [Order.Delivered("a", 100)] }).PayAsync(Ledger);

        Assert.Equal(new Rational(900), (await (new Order("c") with { Bucket = "one" }).LookAsync(Ledger)).Balance!.Credit);
        Assert.Equal(Rational.Zero, (await (new Order("c") with { Bucket = "two" }).LookAsync(Ledger)).Balance!.Credit);
    }

    [Fact]
    public async Task Settle_EachState_IsToldApart()
    {
        await new Order("a").PayAsync(Ledger);
        await new Order("b").PayAsync(Ledger);
        var tenant = new Order("a").Tenant;

        var first = await Ledger.SettleAsync(tenant, [Order.Delivered("a", 300), Order.Delivered("nobody"), Order.Delivered("a", 300)], CancellationToken.None);
        var second = await Ledger.SettleAsync(tenant, [Order.Delivered("a", 1)], CancellationToken.None);

        Assert.Equal(
            [
                new SettlementResult("a", SettlementState.Settled, new Rational(700)),
                new SettlementResult("nobody", SettlementState.NoSuchPayment, Rational.Zero),
                new SettlementResult("a", SettlementState.AlreadySettled, new Rational(700)),
            ],
            first);
        Assert.Equal([new SettlementResult("a", SettlementState.AlreadySettled, new Rational(700))], second);
    }

    [Fact]
    public async Task Settle_AfterTheBalanceEnded_IsAlreadySettledWithoutCredit()
    {
        await new Order("a").PayAsync(Ledger);
        Time.Advance(TimeSpan.FromMinutes(9));

        var results = await Ledger.SettleAsync(new Order("a").Tenant, [Order.Delivered("a")], CancellationToken.None);

        Assert.Equal([new SettlementResult("a", SettlementState.AlreadySettled, Rational.Zero)], results);
        Assert.Null((await new Order("b").LookAsync(Ledger)).Balance);
    }

    [Fact]
    public async Task OpenPayment_PastItsTime_IsNotShown()
    {
        await new Order("a").PayAsync(Ledger);
        Time.Advance(TimeSpan.FromMinutes(2));

        var seen = await new Order("b").LookAsync(Ledger);

        Assert.Empty(seen.Balance!.Open);
        Assert.Equal(Rational.Zero, seen.Balance.Credit);
    }

    [Fact]
    public async Task TwoTenants_SameNames_ShareNothingButNonces()
    {
        await new Order("a").PayAsync(Ledger);
        var other = new Order("a") { Tenant = new TenantId("other") };

        var seen = await other.LookAsync(Ledger);
        var settled = await Ledger.SettleAsync(other.Tenant, [Order.Delivered("a")], CancellationToken.None);

        Assert.Null(seen.Earlier);
        Assert.Null(seen.Balance);
        Assert.Null(seen.Session);
        Assert.Equal(1, seen.Nonces!.Used);
        Assert.Equal(SettlementState.NoSuchPayment, Assert.Single(settled).State);
    }

    [Fact]
    public async Task Nonces_OtherTicketParameters_AreASpaceOfTheirOwn()
    {
        await new Order("a").PayAsync(Ledger);

        Assert.Null((await (new Order("b") with { RandHash = Order.Hash(2) }).LookAsync(Ledger)).Nonces);
        Assert.Null((await (new Order("b") with { RandHash = null }).LookAsync(Ledger)).Nonces);
    }

    [Fact]
    public async Task FiftyCallersOfTwoTenants_OneNonceSpace_NoNonceTwice()
    {
        var plans = await Task.WhenAll(Enumerable.Range(0, 50).Select(caller => Task.Run(async () =>
        {
            var nonces = new List<uint>();
            for (var i = 0; i < 10; i++)
            {
                var order = new Order($"{caller}-{i}") { Tenant = new TenantId(caller % 2 == 0 ? "even" : "odd"), Session = $"s{caller}", Bucket = $"b{caller % 7}" };
                nonces.Add((await order.PayAsync(Ledger)).FirstNonce);
            }

            return nonces;
        })));

        Assert.Equal(Enumerable.Range(1, 500).Select(nonce => (uint)nonce), plans.SelectMany(nonces => nonces).Order());
    }

    [Fact]
    public async Task FiftyCallers_OneIdempotencyKey_PayOnce()
    {
        var decisions = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await new Order("same").ApplyAsync(Ledger))));

        Assert.Single(decisions.OfType<LedgerDecision.Commit>());
        Assert.Equal(49, decisions.OfType<LedgerDecision.Replay>().Count());
        Assert.Equal(1, (await new Order("b").LookAsync(Ledger)).Nonces!.Used);
    }

    [Fact]
    public async Task Plan_PastItsTime_LeavesATombstoneForADay()
    {
        await new Order("a").PayAsync(Ledger);

        Time.Advance(TimeSpan.FromMinutes(40));
        var tombstone = (await new Order("a").LookAsync(Ledger)).Earlier;
        Time.Advance(TimeSpan.FromHours(24));
        var nothing = (await new Order("a").LookAsync(Ledger)).Earlier;

        Assert.Equal(new StoredPayment(Order.Hash(7), null, new Order("a").Keys.Balance), tombstone);
        Assert.Null(nothing);
    }

    [Fact]
    public async Task Nonces_AreKeptUntilTheTimeTheDecisionNamed()
    {
        await new Order("a").PayAsync(Ledger);

        Time.Advance(TimeSpan.FromHours(3) - TimeSpan.FromTicks(1));
        Assert.Equal(1, (await new Order("b").LookAsync(Ledger)).Nonces!.Used);
    }

    [Fact]
    public async Task Session_IdleForADay_IsForgotten()
    {
        await new Order("a").PayAsync(Ledger);
        Time.Advance(TimeSpan.FromDays(1));

        Assert.Null((await new Order("b").LookAsync(Ledger)).Session);
    }

    [Fact]
    public async Task CancelledBeforeItBegins_NothingHappens()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await new Order("a").ApplyAsync(Ledger, cancelled.Token));

        Assert.Null((await new Order("a").LookAsync(Ledger)).Earlier);
    }

    [Fact]
    public async Task CancelledAfterItHasBegun_IsFinished()
    {
        using var cancellation = new CancellationTokenSource();
        var order = new Order("a");

        var decision = await Ledger.ApplyAsync(
            order.Keys,
            [],
            snapshot =>
            {
                cancellation.Cancel();
                return order.Decide(snapshot);
            },
            cancellation.Token);

        Assert.IsType<LedgerDecision.Commit>(decision);
        Assert.NotNull((await order.LookAsync(Ledger)).Earlier);
    }

    [Fact]
    public async Task TooManySettlements_AreRefused()
    {
        var order = new Order("a") { Settlements = [.. Enumerable.Range(0, 17).Select(i => Order.Delivered($"{i}"))] };

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await order.ApplyAsync(Ledger));
    }

    [Fact]
    public async Task Probe_HealthyLedger_Returns() => await Ledger.ProbeAsync(CancellationToken.None);
}
