using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Livepeer.Ledger.Redis.Connection.Inquiry;

/// <summary>Finds out what is at an address, on connections of its own: the client says little of why it gets nowhere. No payment waits for it.</summary>
/// <param name="options">How the ledger would connect.</param>
/// <param name="trust">Null without TLS.</param>
internal sealed class ServerInquiry(RedisLedgerOptions options, ServerTrust? trust)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private const string NoRedis = "answers, but is no Redis";
    private const string Silent = "does not answer";

    /// <summary>Looks at a server that keeps data, or shall.</summary>
    public Task<ServerSighting> LookAsync(EndPoint server, CancellationToken cancellationToken) =>
        LookAsync(server, Login(options.User, options.Password), ServerWords.Refused(options.User, options.Password is not null), primaryOf: null, cancellationToken);

    /// <summary>Looks at a server that watches others, or shall.</summary>
    public Task<ServerSighting> LookAtSentinelAsync(EndPoint server, CancellationToken cancellationToken)
    {
        var own = options.SentinelPassword;
        return LookAsync(
            server,
            own is null ? Login(options.User, options.Password) : Login(null, own.Length > 0 ? own : null),
            own is null && options.Password is null ? $"wants a password: give {SignerFlags.SentinelPassword}" : $"refuses the password: look at {SignerFlags.SentinelPassword}",
            options.SentinelService,
            cancellationToken);
    }

    private static string[]? Login(string? user, string? password) => (user, password) switch
    {
        (_, null) => null,
        (null, _) => ["AUTH", password],
        _ => ["AUTH", user, password],
    };

    private async Task<ServerSighting> LookAsync(EndPoint server, string[]? login, string refused, string? primaryOf, CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        var seen = trust?.Afresh();
        var isConnected = false;
        try
        {
            await using var line = await RawLine.OpenAsync(server, seen is null ? null : TlsOf(server, seen), limit.Token);
            isConnected = true;
            return await AskAsync(line, login, refused, primaryOf, limit.Token) ?? await HungUpAsync(server, isEncrypted: seen is not null, cancellationToken);
        }
        catch (SocketException e)
        {
            return ServerSighting.Of(e.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => "refuses connections",
                SocketError.HostNotFound => "is a name that nobody knows",
                _ => $"gives no connection: {ServerWords.Shown(e.Message)}",
            });
        }
        catch (Exception e) when (e is AuthenticationException or CryptographicException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return seen?.Refusal is { } refusal ? ServerSighting.Of(refusal)
                : isConnected || seen is null ? e is OperationCanceledException ? ServerSighting.Of(Silent) : await HungUpAsync(server, isEncrypted: seen is not null, cancellationToken)
                : await WithoutTlsAsync(server, cancellationToken);
        }
    }

    /// <returns>Null when the server hung up before it said anything.</returns>
    private static async Task<ServerSighting?> AskAsync(RawLine line, string[]? login, string refused, string? primaryOf, CancellationToken cancellationToken)
    {
        // The answer may repeat the password, so nobody sees it. What it means is seen in the next one.
        if (login is not null && await line.AskAsync(login, cancellationToken) is var entered && entered is null or { IsForeign: true })
        {
            return entered is null ? null : ServerSighting.Of(NoRedis);
        }

        var info = await line.AskAsync(["INFO"], cancellationToken);
        if (info is null or { IsForeign: true })
        {
            return info is null ? null : ServerSighting.Of(NoRedis);
        }

        if (info.IsError("NOAUTH"))
        {
            return ServerSighting.Of(refused);
        }

        if (info.Kind == '-' && !info.IsError("NOPERM"))
        {
            return ServerSighting.Of($"says: {ServerWords.Shown(info.Text)}");
        }

        return ServerSighting.Of(info, primaryOf is null ? null : await line.AskAsync(["SENTINEL", "GET-MASTER-ADDR-BY-NAME", primaryOf], cancellationToken));
    }

    private static async Task<ServerSighting> HungUpAsync(EndPoint server, bool isEncrypted, CancellationToken cancellationToken)
    {
        if (isEncrypted)
        {
            return ServerSighting.Of("hangs up behind the TLS handshake; where it wants certificates of clients (tls-auth-clients), a signer has none");
        }

        using var limit = Limit(cancellationToken);
        try
        {
            await using var line = await RawLine.OpenAsync(server, RawLine.AnyTls(HostOf(server)), limit.Token);
            return ServerSighting.Of($"speaks TLS: give {SignerFlags.Tls}");
        }
        catch (Exception e) when (e is SocketException or AuthenticationException or CryptographicException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return ServerSighting.Of("takes connections and hangs up");
        }
    }

    private static async Task<ServerSighting> WithoutTlsAsync(EndPoint server, CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        try
        {
            // Without the login, which was not meant for the open.
            await using var line = await RawLine.OpenAsync(server, tls: null, limit.Token);
            return await line.AskAsync(["PING"], limit.Token) switch
            {
                null => ServerSighting.Of("refuses the TLS handshake"),
                { IsForeign: true } => ServerSighting.Of($"does not speak TLS, and {NoRedis}"),
                _ => ServerSighting.Of($"does not speak TLS: leave {SignerFlags.Tls} away, or give its TLS port"),
            };
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return ServerSighting.Of(e is OperationCanceledException ? Silent : "refuses the TLS handshake");
        }
    }

    private static CancellationTokenSource Limit(CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        return limit;
    }

    private SslClientAuthenticationOptions TlsOf(EndPoint server, ServerTrust seen) => new()
    {
        TargetHost = options.TlsHost ?? HostOf(server),
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateRevocationCheckMode = seen.AsksForRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = seen.Accepts,
    };

    private static string HostOf(EndPoint server) => server switch
    {
        DnsEndPoint name => name.Host,
        IPEndPoint address => address.Address.ToString(),
        _ => "localhost",
    };
}
