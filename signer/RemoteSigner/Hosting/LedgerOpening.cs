using Livepeer.Crypto;
using Livepeer.Hosting.Options;
using Livepeer.Ledger;
using Livepeer.Ledger.Redis;
using RemoteSigner.Configuration;

namespace RemoteSigner.Hosting;

/// <summary>Opens the ledger where it was configured to be.</summary>
internal static class LedgerOpening
{
    /// <param name="redis">Null for a file.</param>
    /// <param name="file">Path of the file.</param>
    /// <param name="account">Account that pays: a ledger in Redis is named after it.</param>
    /// <param name="firstEpoch">For tests.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <exception cref="LedgerFileException">The file cannot be used.</exception>
    /// <exception cref="Livepeer.Payments.Desk.LedgerUnavailableException">Redis cannot be used.</exception>
    /// <exception cref="IOException">A password cannot be read.</exception>
    public static async Task<ILedgerStore> OpenAsync(
        RedisOptions? redis, string file, EthAddress account, uint? firstEpoch, TimeProvider time, CancellationToken cancellationToken) => redis is null
        ? EmbeddedLedger.Open(new EmbeddedLedgerOptions { Path = file, FirstEpoch = firstEpoch }, time)
        : await RedisLedger.OpenAsync(
            new RedisLedgerOptions
            {
                Servers = redis.Servers,
                Prefix = PrefixOf(redis, account),
                SentinelService = redis.SentinelService,
                User = redis.User,
                Password = TextOf(redis.Password),
                SentinelPassword = TextOf(redis.SentinelPassword),
                Tls = redis.Tls,
                TlsAuthorityFile = redis.TlsAuthorityFile,
                TlsHost = redis.TlsHost,
                WaitReplicas = redis.WaitReplicas,
                AllowVolatile = redis.AllowVolatile,
                FirstEpoch = firstEpoch,
            },
            time,
            cancellationToken);

    private static string PrefixOf(RedisOptions redis, EthAddress account) => redis.Prefix ?? $"remote-signer:{account}";

    private static string? TextOf(Secret? secret) => secret is null ? null : secret.Text ?? File.ReadAllText(secret.File!).Trim();
}
