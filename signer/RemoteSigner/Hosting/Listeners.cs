using Livepeer.Hosting.Listening;
using Livepeer.Hosting.Options;
using Livepeer.Hosting.Tls;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using RemoteSigner.Configuration;

namespace RemoteSigner.Hosting;

/// <summary>Every listener of the signer.</summary>
internal sealed class Listeners(SignerOptions options, ServerTls? tls)
{
    // Gateways hold one connection each; the rest is room for reconnects.
    private const int MaxGrpcConnections = 1_024;

    // Python's SDK opens a connection for every request, and has as many as it has streams.
    private const int MaxHttpConnections = 4_096;

    // Scrapes, probes and commands.
    private const int MaxControlConnections = 64;

    // Kestrel's default of 100 would make a busy gateway wait for itself.
    private const int MaxCallsPerConnection = 512;

    /// <summary>The gRPC API.</summary>
    public Listener Grpc { get; } = Make(ListenerNames.Grpc, options.GrpcAddress, MaxGrpcConnections, HttpProtocols.Http2, options, tls);

    /// <summary>go-livepeer's HTTP API.</summary>
    public Listener Http { get; } = Make(ListenerNames.Http, options.Http.Address, MaxHttpConnections, HttpProtocols.Http1, options, tls);

    /// <summary>The control port.</summary>
    public Listener Control { get; } = Make(ListenerNames.Control, options.ControlAddress, MaxControlConnections, HttpProtocols.Http1, options, tls);

    /// <summary>All of them.</summary>
    public IReadOnlyList<Listener> All => [Grpc, Http, Control];

    /// <summary>Adds them to the server.</summary>
    public void Add(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.Http2.MaxStreamsPerConnection = MaxCallsPerConnection;
        foreach (var listener in All)
        {
            listener.Add(kestrel);
        }
    }

    private static Listener Make(string name, ListenAddress address, int maxConnections, HttpProtocols plaintext, SignerOptions options, ServerTls? tls) => new(name, address)
    {
        MaxConnections = maxConnections,
        Plaintext = plaintext,
        Tls = options.SpeaksTls(name) ? tls : null,
        ClientCertificates = name == ListenerNames.Control ? ClientCertificates.None : options.Tls?.ClientCertificates ?? ClientCertificates.None,
    };
}
