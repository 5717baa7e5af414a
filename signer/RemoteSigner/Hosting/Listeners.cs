using System.Security.Cryptography.X509Certificates;
using Livepeer.Hosting.Listening;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using RemoteSigner.Configuration;

namespace RemoteSigner.Hosting;

/// <summary>The two listeners and their real addresses.</summary>
internal sealed class Listeners
{
    // Gateways hold one connection each; the rest is room for scrapes and reconnects.
    private const int MaxConnections = 1_024;

    // Kestrel's default of 100 would make a busy gateway wait for itself.
    private const int MaxCallsPerConnection = 512;

    private ListenOptions? _grpc;
    private ListenOptions? _control;

    /// <summary>Where the gRPC API is reached, with the real port.</summary>
    public Uri Grpc => Address(_grpc, _grpcScheme);

    /// <summary>Where the control port is reached.</summary>
    public Uri Control => Address(_control, "http");

    private string _grpcScheme = "http";

    public void Configure(KestrelServerOptions kestrel, SignerOptions options, X509Certificate2Collection? certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.Http2.MaxStreamsPerConnection = MaxCallsPerConnection;
        kestrel.Listen(options.GrpcAddress.Host, options.GrpcAddress.Port, listen =>
        {
            _grpc = listen;
            listen.Protocols = HttpProtocols.Http2;
            if (certificate is not null)
            {
                _grpcScheme = "https";
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
