using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Livepeer.Payments.Desk;

namespace Livepeer.Ledger.Redis.Connection;

/// <summary>Which certificates of servers are taken: those of the system's authorities, or of the operator's own. Remembers why the last one was not. Safe for any thread.</summary>
internal sealed class ServerTrust
{
    private const int ShownNames = 5;
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    private readonly string? _file;
    private readonly X509Certificate2Collection? _authorities;
    private volatile string? _refusal;

    private ServerTrust(string? file, X509Certificate2Collection? authorities) => (_file, _authorities) = (file, authorities);

    /// <summary>What is wrong with the certificate that was seen last; null when nothing is.</summary>
    public string? Refusal => _refusal;

    /// <summary>Whether authorities are asked which certificates they revoked. One's own has nobody to ask.</summary>
    public bool AsksForRevocation => _authorities is null;

    /// <exception cref="LedgerUnavailableException">The file of the authority is no good.</exception>
    public static ServerTrust Of(RedisLedgerOptions options) => new(options.TlsAuthorityFile, options.TlsAuthorityFile is { } file ? Read(file) : null);

    /// <summary>The same, with a memory of its own.</summary>
    public ServerTrust Afresh() => new(_file, _authorities);

    /// <summary>For <see cref="SslStream"/>.</summary>
    public bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        (_refusal = Problem((sender as SslStream)?.TargetHostName, certificate as X509Certificate2, chain, errors)) is null;

    private string? Problem(string? host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return "shows no certificate";
        }

        // Who names an authority of his own trusts no other, whatever the system thinks.
        if ((_authorities is not null || errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)) && Doubts(certificate, chain) is var doubts and not X509ChainStatusFlags.NoError)
        {
            return InWords(doubts, certificate);
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? $"shows a certificate for {NamesOf(certificate)}, not for {host}: give the name that it must have with {SignerFlags.TlsHost}"
            : null;
    }

    private X509ChainStatusFlags Doubts(X509Certificate2 certificate, X509Chain? chain)
    {
        if (_authorities is null)
        {
            return chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) is { } seen and not X509ChainStatusFlags.NoError
                ? seen
                : X509ChainStatusFlags.PartialChain;
        }

        using var own = new X509Chain();
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        own.ChainPolicy.ExtraStore.AddRange(_authorities);
        own.ChainPolicy.ExtraStore.AddRange(chain?.ChainPolicy.ExtraStore ?? []);

        // The system need not know the authority, nor who stands behind it; signatures and times must be good all the same.
        own.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        if (!own.Build(certificate))
        {
            return own.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) is var seen and not X509ChainStatusFlags.NoError
                ? seen
                : X509ChainStatusFlags.PartialChain;
        }

        return own.ChainElements.Any(element => _authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(element.Certificate.RawDataMemory.Span)))
            ? X509ChainStatusFlags.NoError
            : X509ChainStatusFlags.PartialChain;
    }

    private string InWords(X509ChainStatusFlags doubts, X509Certificate2 certificate)
    {
        const X509ChainStatusFlags Foreign = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid;
        if (doubts.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            return $"shows a certificate that is valid only from {certificate.NotBefore.ToUniversalTime():u} to {certificate.NotAfter.ToUniversalTime():u}";
        }

        return (doubts & Foreign, _file) switch
        {
            (0, _) => $"shows a certificate that is not good ({doubts})",
            (_, null) => $"shows a certificate whose issuer ({ServerWords.Shown(certificate.Issuer)}) this machine does not trust: give the file of that authority with {SignerFlags.TlsCa}",
            _ => $"shows a certificate that the authority in {_file} ({SignerFlags.TlsCa}) has not issued; it names {ServerWords.Shown(certificate.Issuer)}",
        };
    }

    private static string NamesOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))
            .Take(ShownNames).ToArray();
        return ServerWords.Shown(names.Length > 0 ? string.Join(", ", names) : certificate.Subject);
    }

    private static X509Certificate2Collection Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var found = new X509Certificate2Collection();
            found.ImportFromPem(Encoding.UTF8.GetString(bytes));
            if (found.Count == 0)
            {
                // The other form that authorities come in.
                found.Add(X509CertificateLoader.LoadCertificate(bytes));
            }

            return found;
        }
        catch (CryptographicException e)
        {
            throw new LedgerUnavailableException($"{SignerFlags.TlsCa}: {path} holds no certificate that can be read; expected PEM.", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new LedgerUnavailableException($"{SignerFlags.TlsCa}: there is no file {path}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerUnavailableException($"{SignerFlags.TlsCa}: {path} cannot be read: {e.Message}", e);
        }
    }
}
