namespace Livepeer.Hosting.Tls;

/// <summary>PEM files of a program's TLS listeners.</summary>
/// <param name="CertificateFile">Certificate chain, the listeners' own first.</param>
/// <param name="KeyFile">Private key of the first certificate.</param>
/// <param name="ClientAuthorityFile">Certificates of the authority that clients' certificates come from; null when clients are not asked for any.</param>
public sealed record TlsFiles(string CertificateFile, string KeyFile, string? ClientAuthorityFile = null);
