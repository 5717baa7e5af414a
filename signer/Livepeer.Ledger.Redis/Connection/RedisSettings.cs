using System.Security.Authentication;
using StackExchange.Redis;

namespace Livepeer.Ledger.Redis.Connection;

/// <summary>
/// How the client behaves. Its own defaults are wrong for a signer: with them a call waits for a server that is gone and fails after five seconds. Here it
/// fails at once while the server is away, after half a second while it hangs, and the connection is tried again four times a second.
/// </summary>
internal static class RedisSettings
{
    private const int ConnectMilliseconds = 1_000;
    private const int RetryMilliseconds = 250;

    /// <param name="options">Where to, and as whom.</param>
    /// <param name="trust">Whose certificates are taken; null without TLS.</param>
    public static ConfigurationOptions Of(RedisLedgerOptions options, ServerTrust? trust)
    {
        var settings = new ConfigurationOptions
        {
            ClientName = "remote-signer",
            AbortOnConnectFail = false,
            BacklogPolicy = BacklogPolicy.FailFast,
            ConnectTimeout = ConnectMilliseconds,
            ConnectRetry = 1,
            SyncTimeout = (int)options.Patience.TotalMilliseconds,
            AsyncTimeout = (int)options.Patience.TotalMilliseconds,
            HeartbeatInterval = TimeSpan.FromMilliseconds(RetryMilliseconds),
            ReconnectRetryPolicy = new LinearRetry(RetryMilliseconds),
            KeepAlive = 5,
            IncludeDetailInExceptions = false,
            User = options.User,
            Password = options.Password,

            // INFO counts as administration: whether the server writes to its disk is asked at start.
            AllowAdmin = true,
            ServiceName = options.SentinelService,

            // No tie-breaker: the key it would read is outside the ledger's own, and an ACL need not allow it.
            TieBreaker = string.Empty,
        };
        if (options.SentinelPassword is { } sentinel)
        {
            settings.SentinelUser = string.Empty;
            settings.SentinelPassword = sentinel;
        }

        foreach (var server in options.Servers)
        {
            if (RedisLedgerOptions.TryParseServer(server, out var endPoint))
            {
                settings.EndPoints.Add(endPoint!);
            }
        }

        if (trust is not null)
        {
            settings.Ssl = true;
            settings.SslHost = options.TlsHost;
            settings.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            settings.CheckCertificateRevocation = trust.AsksForRevocation;
            settings.CertificateValidation += trust.Accepts;
        }

        return settings;
    }
}
