using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RemoteSigner.Tests.Support;

/// <summary>A certificate authority of a test: one root, and certificates for servers and clients under it.</summary>
internal sealed class Authority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private readonly X509Certificate2 _root;

    public Authority(string name = "Test authority")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _root = request.CreateSelfSigned(Now.AddDays(-2), Now.AddDays(2));
    }

    public string Pem => _root.ExportCertificatePem();

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>A certificate for a listener.</summary>
    public X509Certificate2 Server(string name = "localhost") => Issue(ServerAuthentication, $"CN={name}", Now.AddDays(1));

    /// <summary>A certificate for a caller.</summary>
    public X509Certificate2 Client(string subject, Action<SubjectAlternativeNameBuilder>? alternatives = null, TimeSpan? validFor = null) =>
        Issue(ClientAuthentication, subject, Now + (validFor ?? TimeSpan.FromHours(1)), alternatives);

    /// <summary>Writes a certificate and its key as a listener reads them, each file replaced whole.</summary>
    public static void Write(X509Certificate2 certificate, string certificateFile, string keyFile)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        Replace(keyFile, key.ExportPkcs8PrivateKeyPem());
        Replace(certificateFile, certificate.ExportCertificatePem());
    }

    public static void Replace(string path, string text)
    {
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    public void Dispose() => _root.Dispose();

    private X509Certificate2 Issue(string usage, string subject, DateTimeOffset end, Action<SubjectAlternativeNameBuilder>? alternatives = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        if (alternatives is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            alternatives(names);
            request.CertificateExtensions.Add(names.Build());
        }

        using var issued = request.Create(_root, Now.AddDays(-1), end, RandomNumberGenerator.GetBytes(8));
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
    }
}
