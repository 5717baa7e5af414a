using Livepeer.Ledger.Redis.Tests.Servers;
using Livepeer.Ledger.Tests;
using Livepeer.Payments.Desk;

namespace Livepeer.Ledger.Redis.Tests;

public sealed class RedisLedgerContractTests(SharedRedis server) : LedgerContractWithAccount, IClassFixture<SharedRedis>
{
    private readonly string _prefix = Guid.NewGuid().ToString("n");
    private bool _reopened;

    public override async Task DisposeAsync() => await ((RedisLedger)Ledger).DisposeAsync();

    protected override async Task<ILedger> OpenAsync() => await RedisLedger.OpenAsync(
        new RedisLedgerOptions
        {
            Servers = [server.Start().Address],
            Prefix = _prefix,
            FirstEpoch = _reopened ? null : 0,
            Clock = Time,
            Patience = TimeSpan.FromSeconds(20),
        }, Time, CancellationToken.None);

    protected override async Task<ILedger> ReopenAsync(ILedger ledger)
    {
        await ((RedisLedger)ledger).DisposeAsync();
        _reopened = true;
        return await OpenAsync();
    }
}
