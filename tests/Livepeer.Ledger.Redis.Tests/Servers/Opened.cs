using Livepeer.Payments.Desk;
using TestKit.Redis;

namespace Livepeer.Ledger.Redis.Tests.Servers;

/// <summary>Ledgers on a server.</summary>
internal static class Opened
{
    public const string Prefix = "remote-signer:0x1111111111111111111111111111111111111111";

    // The machine that runs tests may be busy with others: no answer is late, except where that is the test.
    public static RedisLedgerOptions Options(params string[] servers) => new() { Servers = servers, Prefix = Prefix, Patience = TimeSpan.FromSeconds(20) };

    public static Task<RedisLedger> LedgerAsync(this RedisServer server) => RedisLedger.OpenAsync(Options(server.Start().Address), TimeProvider.System, CancellationToken.None);

    /// <summary>A ledger that gives up as early as in production.</summary>
    public static Task<RedisLedger> ImpatientLedgerAsync(this RedisServer server) => RedisLedger.OpenAsync(
        new() { Servers = [server.Start().Address], Prefix = Prefix }, TimeProvider.System, CancellationToken.None);

    /// <summary>Repeats until a ledger is there again.</summary>
    public static async Task EventuallyAsync(Func<Task> call)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (LedgerUnavailableException) when (TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
    }
}
