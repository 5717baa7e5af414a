using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;

namespace GatewayLite.Pipelines.Payments;

/// <summary>The one connection to the signer.</summary>
internal static class SignerChannel
{
    private const string PlainScheme = "grpc";
    private const string SecureScheme = "grpcs";

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);

    // The library's own values, 1 s growing to 120 s, would make a signer's restart cost minutes.
    private static readonly TimeSpan FirstReconnect = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SlowestReconnect = TimeSpan.FromSeconds(2);

    // What the library allows by default, said here.
    private const int UsualAnswerBytes = 4 * 1024 * 1024;

    /// <exception cref="ArgumentException">The endpoint is neither grpc:// nor grpcs://, or has a path.</exception>
    public static GrpcChannel Open(RemotePayerOptions options, int maxAnswerBytes = UsualAnswerBytes)
    {
        var secure = options.Endpoint.Scheme switch
        {
            PlainScheme => false,
            SecureScheme => true,
            _ => throw new ArgumentException("The signer's endpoint is written grpc://host:port or grpcs://host:port.", nameof(options)),
        };
        if (options.Endpoint.PathAndQuery.Length > 1 || options.Endpoint.Port < 0)
        {
            throw new ArgumentException("The signer's endpoint has a host and a port and nothing else.", nameof(options));
        }

        var address = new UriBuilder(secure ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, options.Endpoint.Host, options.Endpoint.Port).Uri;
        return GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            Credentials = secure ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure,
            HttpHandler = Handler(options),
            DisposeHttpClient = true,
            MaxReceiveMessageSize = maxAnswerBytes,
            InitialReconnectBackoff = FirstReconnect,
            MaxReconnectBackoff = SlowestReconnect,
            MaxRetryAttempts = null,
        });
    }

    private static SocketsHttpHandler Handler(RemotePayerOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectTimeout = options.ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = KeepAlive,
            KeepAlivePingTimeout = KeepAlive / 2,
        };
        if (options.ClientCertificate is { } own)
        {
            handler.SslOptions.ClientCertificates = [own];
        }

        if (options.TrustedRoots is { } roots)
        {
            handler.SslOptions.CertificateChainPolicy = Policy(roots);
        }

        return handler;
    }

    private static X509ChainPolicy Policy(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }
}
