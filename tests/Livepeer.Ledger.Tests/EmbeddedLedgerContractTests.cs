using Livepeer.Payments.Desk;

namespace Livepeer.Ledger.Tests;

public sealed class EmbeddedLedgerContractTests : LedgerContractWithAccount
{
    private readonly LedgerFolder _folder = new();

    public override async Task DisposeAsync()
    {
        await ((EmbeddedLedger)Ledger).DisposeAsync();
        _folder.Delete();
    }

    protected override Task<ILedger> OpenAsync() => Task.FromResult<ILedger>(EmbeddedLedger.Open(_folder.Options, Time));

    protected override async Task<ILedger> ReopenAsync(ILedger ledger)
    {
        await ((EmbeddedLedger)ledger).DisposeAsync();
        return EmbeddedLedger.Open(_folder.Options, Time);
    }
}
