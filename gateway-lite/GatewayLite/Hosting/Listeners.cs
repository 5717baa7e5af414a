using System.Security.Cryptography.X509Certificates;
using GatewayLite.Configuration;
using Livepeer.Hosting.Listening;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace GatewayLite.Hosting;

/// <summary>The two HTTP listeners and their real addresses.</summary>
internal sealed class Listeners
{
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
        // The AI route bounds what it reads by itself; nothing else takes a body.
        kestrel.Limits.MaxRequestBodySize = null;
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
