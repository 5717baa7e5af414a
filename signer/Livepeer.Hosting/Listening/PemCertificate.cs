using System.Security.Cryptography.X509Certificates;

namespace Livepeer.Hosting.Listening;

/// <summary>A listener's certificate with its chain, from PEM files.</summary>
public static class PemCertificate
{
    /// <summary>Reads both files; the first certificate is the listener's own and has its key.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">They are no certificate and key that belong together.</exception>
    /// <exception cref="IOException">One cannot be read.</exception>
    public static X509Certificate2Collection Load(string certificateFile, string keyFile)
    {
        using var read = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);

        // A key that came from PEM must go through PKCS#12 once before every platform's TLS can use it.
        var certificates = new X509Certificate2Collection { X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), password: null) };
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificateFile);
        certificates.AddRange(chain.Skip(1).ToArray());
        return certificates;
    }
}
