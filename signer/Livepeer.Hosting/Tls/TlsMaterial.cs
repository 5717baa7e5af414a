using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Livepeer.Hosting.Listening;

namespace Livepeer.Hosting.Tls;

/// <summary>What the files of TLS held at one moment, ready for handshakes. Immutable; never disposed, because a handshake may still be using it when it is replaced.</summary>
internal sealed class TlsMaterial
{
    // Extended key usage of certificates that prove a client. Source: RFC 5280 4.2.1.12.
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    private static readonly List<SslApplicationProtocol> Protocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];

    private readonly SslServerAuthenticationOptions[] _byMode;
    private readonly string _identity;

    private TlsMaterial(X509Certificate2Collection chain, X509Certificate2Collection authority)
    {
        Subject = chain[0].Subject;
        NotAfter = chain[0].NotAfter;
        NotBefore = chain[0].NotBefore;
        _identity = string.Join(' ', chain.Concat(authority).Select(certificate => certificate.Thumbprint));

        // Offline: no handshake waits for a server elsewhere.
        var context = SslStreamCertificateContext.Create(chain[0], [.. chain.Skip(1)], offline: true);
        _byMode = [Options(context, authority, ClientCertificates.None), Options(context, authority, ClientCertificates.Allow), Options(context, authority, ClientCertificates.Require)];
    }

    public string Subject { get; }

    public DateTimeOffset NotBefore { get; }

    public DateTimeOffset NotAfter { get; }

    /// <summary>Reads all files.</summary>
    /// <exception cref="InvalidDataException">One holds something else than it should; the message names it.</exception>
    /// <exception cref="IOException">One cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">One may not be read.</exception>
    public static TlsMaterial Load(TlsFiles files) =>
        new(Chain(files), files.ClientAuthorityFile is { } authority ? Authority(authority) : []);

    /// <summary>What a handshake of a listener needs.</summary>
    public SslServerAuthenticationOptions For(ClientCertificates clients) => _byMode[(int)clients];

    /// <summary>Whether both hold the same certificates.</summary>
    public bool IsSameAs(TlsMaterial other) => _identity == other._identity;

    private static X509Certificate2Collection Chain(TlsFiles files)
    {
        try
        {
            return PemCertificate.Load(files.CertificateFile, files.KeyFile);
        }
        catch (CryptographicException failure)
        {
            throw new InvalidDataException($"{files.CertificateFile} and {files.KeyFile} are no certificate and key that belong together: {failure.Message}", failure);
        }
    }

    private static X509Certificate2Collection Authority(string file)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(file);
        }
        catch (CryptographicException failure)
        {
            throw new InvalidDataException($"{file} holds no certificates of an authority: {failure.Message}", failure);
        }

        return certificates.Count > 0 ? certificates : throw new InvalidDataException($"{file} holds no certificates of an authority.");
    }

    private static SslServerAuthenticationOptions Options(SslStreamCertificateContext context, X509Certificate2Collection authority, ClientCertificates clients)
    {
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = context,
            ApplicationProtocols = Protocols,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        if (clients == ClientCertificates.None)
        {
            return options;
        }

        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.ApplicationPolicy.Add(ClientAuthentication);
        policy.CustomTrustStore.AddRange(authority);
        options.ClientCertificateRequired = true;
        options.CertificateChainPolicy = policy;
        options.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            certificate is null ? clients == ClientCertificates.Allow : errors == SslPolicyErrors.None;
        return options;
    }
}
