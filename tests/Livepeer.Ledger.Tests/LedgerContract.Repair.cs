using System.Numerics;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Repair;
using Livepeer.Payments.Tickets;

namespace Livepeer.Ledger.Tests;

/// <content>Payments that were lost and come back.</content>
public abstract partial class LedgerContract
{
    [Fact]
    public async Task LostPayment_Restored_IsThereWithItsPlanAndCounts()
    {
        var lost = Lost("a");
        Assert.False(await Repair.HasAllAsync([lost], CancellationToken.None));

        Assert.Equal([RestoreState.Restored], await Repair.RestoreAsync([lost], CancellationToken.None));

        Assert.True(await Repair.HasAllAsync([lost], CancellationToken.None));
        var seen = await new Order("a").LookAsync(Ledger);
        Assert.Equal(lost.Stored, seen.Earlier);
        Assert.Equal((1L, new BigInteger(143), new BigInteger(30)), (seen.Spend!.Total.Payments, seen.Spend.Total.EvWei, seen.Spend.Total.FaceValueWei));
        Assert.Equal(lost.Plan, Assert.IsType<LedgerDecision.Replay>(await new Order("a").ApplyAsync(Ledger)).Plan);
        await HasUsageAsync(lost.Usage);
    }

    [Fact]
    public async Task LostPayment_RestoredAgain_CountsOnce()
    {
        var lost = Lost("a");
        await Repair.RestoreAsync([lost], CancellationToken.None);

        Assert.Equal([RestoreState.Known, RestoreState.Known], await Repair.RestoreAsync([lost, lost], CancellationToken.None));

        Assert.Equal(1, (await new Order("look").LookAsync(Ledger)).Spend!.Total.Payments);
        await HasUsageAsync(lost.Usage);
    }

    [Fact]
    public async Task KnownPayment_Restored_ChangesNothing()
    {
        var order = new Order("a");
        var decision = (LedgerDecision.Commit)await Ledger.ApplyAsync(
            order.Keys,
            [],
            snapshot => (LedgerDecision.Commit)order.Decide(snapshot) with { Usage = UsageRecords.Record("a", "acme", snapshot.Now) },
            CancellationToken.None);
        var recorded = RecordedPayment.Of(order.Keys, decision);

        Assert.True(await Repair.HasAllAsync([recorded], CancellationToken.None));
        Assert.Equal([RestoreState.Known], await Repair.RestoreAsync([recorded], CancellationToken.None));
        await HasUsageAsync(recorded.Usage);
    }

    [Fact]
    public async Task RepeatedPayment_RecordedAgain_IsTheSamePayment()
    {
        var order = new Order("a");
        var commit = (LedgerDecision.Commit)await Ledger.ApplyAsync(
            order.Keys,
            [],
            snapshot => (LedgerDecision.Commit)order.Decide(snapshot) with { Usage = UsageRecords.Record("a", "acme", snapshot.Now) },
            CancellationToken.None);
        Time.Advance(TimeSpan.FromSeconds(30));

        var replay = Assert.IsType<LedgerDecision.Replay>(await order.ApplyAsync(Ledger));

        Assert.Equal((commit.Plan, commit.KeepPlanUntil), (replay.Plan, replay.KeepPlanUntil));
        var recorded = RecordedPayment.Of(order.Keys, commit);
        var again = recorded with { Plan = replay.Plan, KeepPlanUntil = replay.KeepPlanUntil };
        Assert.True(await Repair.HasAllAsync([again], CancellationToken.None));
        Assert.Equal([RestoreState.Known], await Repair.RestoreAsync([again], CancellationToken.None));
        await HasUsageAsync(recorded.Usage);
    }

    // Logs of older versions have the repetition's time: the nonces still say which payment it is.
    [Fact]
    public async Task RepeatedPayment_RecordedWithTheTimeOfTheRepetition_IsTheSamePayment()
    {
        var first = Lost("a");
        await Repair.RestoreAsync([first], CancellationToken.None);
        var later = TimeSpan.FromSeconds(30);
        Time.Advance(later);
        var again = first with { KeepPlanUntil = first.KeepPlanUntil + later, Usage = first.Usage with { At = first.Usage.At + later } };

        Assert.True(await Repair.HasAllAsync([again], CancellationToken.None));
        Assert.Equal([RestoreState.Known], await Repair.RestoreAsync([again], CancellationToken.None));
        await HasUsageAsync(first.Usage);
    }

    [Fact]
    public async Task LostPayment_ItsKeyWasPaidAgain_BothCountOnce()
    {
        var lost = Lost("a");
        Time.Advance(TimeSpan.FromSeconds(30));
        var second = await new Order("a").PayAsync(Ledger);
        Assert.False(await Repair.HasAllAsync([lost], CancellationToken.None));

        Assert.Equal([RestoreState.Restored, RestoreState.Known], await Repair.RestoreAsync([lost, lost], CancellationToken.None));

        Assert.True(await Repair.HasAllAsync([lost], CancellationToken.None));
        Assert.Equal(second, (await new Order("a").LookAsync(Ledger)).Earlier!.Plan);
        await HasUsageAsync(lost.Usage);
    }

    [Fact]
    public async Task LostPayment_PlanEnded_ComesBackAsTombstone()
    {
        var lost = Lost("a");
        Time.Advance(TimeSpan.FromHours(20));

        Assert.Equal([RestoreState.Restored], await Repair.RestoreAsync([lost], CancellationToken.None));

        Assert.Equal(lost.Stored with { Plan = null }, (await new Order("a").LookAsync(Ledger)).Earlier);
        Assert.Equal([RestoreState.Known], await Repair.RestoreAsync([lost], CancellationToken.None));
    }

    [Fact]
    public async Task LostPayment_TombstoneEnded_StaysAway()
    {
        var lost = Lost("a");
        Time.Advance(TimeSpan.FromHours(25));

        Assert.Equal([RestoreState.TooOld], await Repair.RestoreAsync([lost], CancellationToken.None));

        Assert.Null((await new Order("a").LookAsync(Ledger)).Spend);
    }

    [Fact]
    public async Task LostPayment_CountsInTheWindowsItFellInto()
    {
        var lost = Lost("a");
        Time.Advance(TimeSpan.FromMinutes(30));
        await Repair.RestoreAsync([lost], CancellationToken.None);

        var spend = (await new Order("look").LookAsync(Ledger)).Spend!;
        Assert.Equal((0L, 1L, 1L, 1L), (spend.Minute.Payments, spend.Hour.Payments, spend.Day.Payments, spend.Total.Payments));
        Assert.Equal(lost.Usage.At, spend.Total.Start);
    }

    [Fact]
    public async Task ManyLostPayments_OneStep_KeepTheirOrder()
    {
        var lost = Enumerable.Range(0, ILedgerRepair.MaxPayments).Select(i => Lost($"{i}")).ToArray();

        Assert.All(await Repair.RestoreAsync(lost, CancellationToken.None), state => Assert.Equal(RestoreState.Restored, state));

        Assert.Equal(lost.Length, (await new Order("look").LookAsync(Ledger)).Spend!.Total.Payments);
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Repair.RestoreAsync([.. lost, Lost("more")], CancellationToken.None));
    }

    // The orchestrator has seen these tickets and takes so many of one set of parameters, no more.
    [Fact]
    public async Task LostPayments_Restored_CountInTheirNonceSpace()
    {
        await Repair.RestoreAsync([Lost("a"), Lost("b")], CancellationToken.None);
        var third = await new Order("c").PayAsync(Ledger);
        await Repair.RestoreAsync([Lost("a"), Lost("d")], CancellationToken.None);

        Assert.Equal(3, (int)(third.FirstNonce & SenderNonce.MaxCounter));
        Assert.Equal(4, (await new Order("look").LookAsync(Ledger)).Nonces!.Used);
    }

    [Fact]
    public async Task LostPayment_OfAClosedSpace_LeavesItClosed()
    {
        await new Order("a").PayAsync(Ledger);
        var closed = (await new Order("look").LookAsync(Ledger)).Nonces;
        await Repair.BeginGenerationAsync("a test", CancellationToken.None);

        await Repair.RestoreAsync([Lost("b")], CancellationToken.None);

        Assert.Equal(closed, (await new Order("look").LookAsync(Ledger)).Nonces);
    }

    [Fact]
    public async Task LostPayments_MoreThanASpaceHas_FillIt()
    {
        var lost = Enumerable.Range(0, SenderNonce.MaxCounter + 3).Select(i => Lost($"{i}")).Chunk(ILedgerRepair.MaxPayments);

        foreach (var batch in lost)
        {
            await Repair.RestoreAsync(batch, CancellationToken.None);
        }

        Assert.Equal(SenderNonce.MaxCounter, (await new Order("look").LookAsync(Ledger)).Nonces!.Used);
    }

    [Fact]
    public async Task LostPayment_ItsParametersAreDead_CountsNoTickets()
    {
        var lost = Lost("a");
        Time.Advance(TimeSpan.FromMinutes(40));

        await Repair.RestoreAsync([lost], CancellationToken.None);

        Assert.Null((await new Order("look").LookAsync(Ledger)).Nonces);
    }

    protected RecordedPayment Lost(string key)
    {
        var order = new Order(key);
        var snapshot = new LedgerSnapshot(Time.GetUtcNow(), 77, null, null, null, null) { Generation = 5 };
        return RecordedPayment.Of(order.Keys, (LedgerDecision.Commit)order.Decide(snapshot) with { Usage = UsageRecords.Record(key, "acme", snapshot.Now) });
    }
}
