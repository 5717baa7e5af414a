using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Usage;
using TestKit.Payments;

namespace Livepeer.Ledger.Tests;

/// <summary>The fake that other tests rely on keeps the contract as well, but for sums by day, which it has none of.</summary>
public sealed class RecordingLedgerContractTests : LedgerContract
{
    public override Task DisposeAsync() => Task.CompletedTask;

    protected override Task<ILedger> OpenAsync() => Task.FromResult<ILedger>(new RecordingLedger(Time));

    protected override Task<ILedger> ReopenAsync(ILedger ledger)
    {
        ((RecordingLedger)ledger).Epoch++;
        return Task.FromResult(ledger);
    }

    protected override Task HasUsageAsync(UsageRecord record)
    {
        Assert.Equal(record, Assert.Single(((RecordingLedger)Ledger).Usage));
        return Task.CompletedTask;
    }
}
