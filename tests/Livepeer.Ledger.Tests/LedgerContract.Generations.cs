using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Repair;
using Livepeer.Payments.Tickets;

namespace Livepeer.Ledger.Tests;

/// <content>Lives of writers, and losses.</content>
public abstract partial class LedgerContract
{
    protected ILedgerRepair Repair => (ILedgerRepair)Ledger;

    [Fact]
    public async Task TwoLives_OneSpace_ShareTheCountAndNeverAnEpoch()
    {
        var first = new SenderNonce[3];
        for (var i = 0; i < first.Length; i++)
        {
            first[i] = Nonce(await new Order($"{i}").PayAsync(Ledger));
        }

        Ledger = await ReopenAsync(Ledger);
        var next = Nonce(await new Order("next").PayAsync(Ledger));

        Assert.Equal([1, 2, 3], first.Select(nonce => nonce.Counter));
        Assert.Equal(4, next.Counter);
        Assert.DoesNotContain(next.Epoch, first.Select(nonce => nonce.Epoch));
    }

    [Fact]
    public async Task Restart_CostsNoRefreshAndNoCredit()
    {
        await new Order("a").PayAsync(Ledger);
        var before = await new Order("look").LookAsync(Ledger);

        Ledger = await ReopenAsync(Ledger);

        var after = await new Order("look").LookAsync(Ledger);
        Assert.Equal(after.Generation, after.Nonces!.Generation);
        Assert.Equal(before with { Epoch = after.Epoch }, after);
    }

    [Fact]
    public async Task Restart_SameOrderAgain_IsTheSamePlan()
    {
        var plan = await new Order("a").PayAsync(Ledger);

        Ledger = await ReopenAsync(Ledger);

        Assert.Equal(plan, Assert.IsType<LedgerDecision.Replay>(await new Order("a").ApplyAsync(Ledger)).Plan);
    }

    [Fact]
    public async Task NewGeneration_ClosesSpacesDropsCreditAndKeepsPayments()
    {
        await CommitAsync(new Order("a"), commit => commit with { Spend = Spend(7, 8) });
        var before = await new Order("a").LookAsync(Ledger);

        var generation = await Repair.BeginGenerationAsync("a disk was restored", CancellationToken.None);

        var after = await new Order("a").LookAsync(Ledger);
        Assert.Equal((generation.Number, "a disk was restored", Time.GetUtcNow()), (after.Generation, generation.Reason, generation.Since));
        Assert.NotEqual(before.Generation, after.Generation);
        Assert.NotEqual(before.Epoch, after.Epoch);
        Assert.Equal(before.Nonces, after.Nonces);
        Assert.Null(after.Balance);
        Assert.Equal((before.Earlier, before.Session, before.Spend), (after.Earlier, after.Session, after.Spend));
    }

    [Fact]
    public async Task NewGeneration_PaymentAfterwards_HasBooksOfItsOwn()
    {
        await new Order("a").PayAsync(Ledger);
        await Repair.BeginGenerationAsync("a loss", CancellationToken.None);
        await (new Order("b") { RandHash = Order.Hash(2) }).PayAsync(Ledger);

        var seen = await (new Order("look") { RandHash = Order.Hash(2) }).LookAsync(Ledger);
        Assert.Equal(seen.Generation, seen.Nonces!.Generation);
        Assert.Equal("b", Assert.Single(seen.Balance!.Open).IdempotencyKey);
        Assert.Equal(
            SettlementState.AlreadySettled,
            Assert.Single(await Ledger.SettleAsync(new Order("a").Tenant, [Order.Delivered("a", 5)], CancellationToken.None)).State);
    }

    [Fact]
    public async Task NewGeneration_OutlivesTheLedger()
    {
        var generation = await Repair.BeginGenerationAsync("a loss", CancellationToken.None);

        Ledger = await ReopenAsync(Ledger);

        Assert.Equal(generation, await Repair.ReadGenerationAsync(CancellationToken.None));
    }

    [Fact]
    public async Task NewGeneration_WhoeverWaits_Hears()
    {
        var known = await Repair.ReadGenerationAsync(CancellationToken.None);
        var waiting = Repair.WaitForGenerationAsync(known.Number, CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);

        var begun = await Repair.BeginGenerationAsync("a loss", CancellationToken.None);

        Assert.Equal(begun, await waiting.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System));
        Assert.Equal(begun, await Repair.WaitForGenerationAsync(known.Number, CancellationToken.None));
    }

    [Fact]
    public async Task NoLoss_WhoeverWaits_CanStop()
    {
        using var stop = new CancellationTokenSource();
        var waiting = Repair.WaitForGenerationAsync((await Repair.ReadGenerationAsync(CancellationToken.None)).Number, stop.Token).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static SenderNonce Nonce(PaymentPlan plan) => new(plan.FirstNonce >> SenderNonce.CounterBits, (int)(plan.FirstNonce & SenderNonce.MaxCounter));
}
