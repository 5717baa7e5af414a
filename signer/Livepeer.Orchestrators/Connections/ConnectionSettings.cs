using System.Net;
using System.Net.Security;

namespace Livepeer.Orchestrators.Connections;

/// <summary>Connections as go-livepeer makes them, with the address checked.</summary>
/// <remarks>Source: go-livepeer server/broadcast.go (idle 60 s, HTTP/2 attempted, certificates not verified).</remarks>
internal static class ConnectionSettings
{
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(60);

    // How long an orchestrator may take to answer "Expect: 100-continue" before the body is sent anyway.
    private static readonly TimeSpan ContinueTimeout = TimeSpan.FromSeconds(1);

    public static SocketsHttpHandler Handler(AddressGuard guard, bool verifyCertificates)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = guard.ConnectAsync,
            ConnectTimeout = guard.ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            Expect100ContinueTimeout = ContinueTimeout,
            PooledConnectionIdleTimeout = IdleTimeout,
            UseCookies = false,
            UseProxy = false,
        };
        if (!verifyCertificates)
        {
            handler.SslOptions = Unverified();
        }

        return handler;
    }

    // Orchestrators make a self-signed certificate at each start. Who they are is settled by whom tickets pay and who signs results, not by TLS.
    private static SslClientAuthenticationOptions Unverified() =>
#pragma warning disable CA5359 // for orchestrators only; storage of others is verified
        new() { RemoteCertificateValidationCallback = (_, _, _, _) => true };
#pragma warning restore CA5359
}
