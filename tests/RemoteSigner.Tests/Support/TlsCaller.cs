using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;
using Livepeer.Protos.RemoteSigner.V1;

namespace RemoteSigner.Tests.Support;

/// <summary>A caller of a TLS listener, who remembers the certificate that he was shown.</summary>
internal sealed class TlsCaller : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly X509Certificate2? _certificate;

    public TlsCaller(Uri address, X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        Http = new HttpClient(Handler()) { BaseAddress = address };
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = Handler(), DisposeHttpClient = true });
    }

    /// <summary>Thumbprint of the listener's certificate at the last handshake.</summary>
    public string? Shown { get; private set; }

    public HttpClient Http { get; }

    public Payments.PaymentsClient Payments => new(_channel);

    /// <summary>A request by a version of HTTP and no other.</summary>
    public Task<HttpResponseMessage> GetAsync(string path, Version version) =>
        Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, path) { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact });

    public void Dispose()
    {
        _channel.Dispose();
        Http.Dispose();
    }

    private SocketsHttpHandler Handler()
    {
        var handler = new SocketsHttpHandler { PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
        {
            Shown = shown?.GetCertHashString();
            return shown is not null;
        };
        if (_certificate is not null)
        {
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(_certificate, additionalCertificates: null, offline: true);
        }

        return handler;
    }
}
