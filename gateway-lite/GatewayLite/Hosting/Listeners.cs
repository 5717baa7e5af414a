using System.Security.Cryptography.X509Certificates;
using GatewayLite.Configuration;
using Livepeer.Hosting.Listening;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace GatewayLite.Hosting;

/// <summary>The two HTTP listeners and their real addresses.</summary>
internal sealed class Listeners
{
    // Viewers: one connection each, or six from an older browser.
    private const int MaxConnections = 10_000;

    // Clients that open connections and do not ask. Kestrel's own is 30 s.
    private static readonly TimeSpan HeaderPatience = TimeSpan.FromSeconds(10);

    // Below this nobody can watch or upload anything, and what is being sent to him stays in memory.
    private const int SlowestBytesPerSecond = 4 * 1024;
    private static readonly TimeSpan SlowStart = TimeSpan.FromSeconds(10);

    private ListenOptions? _http;
    private ListenOptions? _control;
    private string _scheme = "http";

    /// <summary>Where playback and AI are reached, with the real port.</summary>
    public Uri Http => Address(_http, _scheme);

    /// <summary>Where the control port is reached.</summary>
    public Uri Control => Address(_control, "http");

    public void Configure(KestrelServerOptions kestrel, GatewayOptions options, X509Certificate2Collection? certificate)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = MaxConnections;
        limits.RequestHeadersTimeout = HeaderPatience;
        limits.MinRequestBodyDataRate = new MinDataRate(SlowestBytesPerSecond, SlowStart);
        limits.MinResponseDataRate = new MinDataRate(SlowestBytesPerSecond, SlowStart);

        // The AI route says itself that a body is too large; this ends those that go on all the same. The server reads ahead by its buffer.
        limits.MaxRequestBodySize = options.Ai.MaxRequestBytes + (limits.MaxRequestBufferSize ?? 0);
        kestrel.Listen(options.HttpAddress.Host, options.HttpAddress.Port, listen =>
        {
            _http = listen;
            listen.Protocols = certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
            if (certificate is not null)
            {
                _scheme = "https";
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = certificate[0];
                    https.ServerCertificateChain = certificate;
                });
            }
        });
        kestrel.Listen(options.ControlAddress.Host, options.ControlAddress.Port, listen =>
        {
            _control = listen;
            ControlPort.Mark(listen);
        });
    }

    private static Uri Address(ListenOptions? listener, string scheme) =>
        new($"{scheme}://{listener?.IPEndPoint ?? throw new InvalidOperationException("The listener is not open yet.")}");
}
