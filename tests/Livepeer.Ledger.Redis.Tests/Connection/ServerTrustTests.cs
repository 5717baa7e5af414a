using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Livepeer.Ledger.Redis.Connection;

namespace Livepeer.Ledger.Redis.Tests.Connection;

/// <summary>An authority of the operator's own, which the system does not know.</summary>
public sealed class ServerTrustTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly string _file = Path.GetTempFileName();
    private readonly X509Certificate2 _root = Authority("CN=root", null);

    public void Dispose()
    {
        _root.Dispose();
        File.Delete(_file);
    }

    [Xunit.Fact]
    public void CertificateOfTheAuthority_IsTaken()
    {
        using var server = Server(_root, Now.AddHours(12));

        Assert.Null(Refusal(server, [_root]));
    }

    [Xunit.Fact]
    public void CertificateOfAnIntermediate_WhichIsTheAuthority_IsTaken()
    {
        using var middle = Authority("CN=middle", _root);
        using var server = Server(middle, Now.AddHours(12));

        Assert.Null(Refusal(server, [middle]));
    }

    [Xunit.Fact]
    public void CertificateOfAnIntermediateThatTheServerSends_IsTaken()
    {
        using var middle = Authority("CN=middle", _root);
        using var server = Server(middle, Now.AddHours(12));
        using var sent = new X509Chain();
        sent.ChainPolicy.ExtraStore.Add(middle);

        Assert.Null(Refusal(server, [_root], sent));
        Assert.NotNull(Refusal(server, [_root]));
    }

    [Xunit.Fact]
    public void SeveralAuthoritiesInOneFile_EachIsTaken()
    {
        using var another = Authority("CN=another", null);
        using var server = Server(another, Now.AddHours(12));

        Assert.Null(Refusal(server, [_root, another]));
    }

    [Xunit.Fact]
    public void CertificateOfAnAuthorityThatOnlyHasItsName_IsRefused()
    {
        using var impostor = Authority("CN=root", null);
        using var server = Server(impostor, Now.AddHours(12));

        Assert.Contains("has not issued", Refusal(server, [_root]), StringComparison.Ordinal);
    }

    [Xunit.Fact]
    public void CertificateThatTheSystemTrusts_OfAnotherAuthority_IsRefused()
    {
        using var another = Authority("CN=another", null);
        using var server = Server(another, Now.AddHours(12));

        Assert.Contains("has not issued", Refusal(server, [_root], errors: SslPolicyErrors.None), StringComparison.Ordinal);
        Assert.Null(Refusal(server, [another], errors: SslPolicyErrors.None));
    }

    [Xunit.Fact]
    public void CertificateThatIsOver_IsRefused()
    {
        using var server = Server(_root, Now.AddHours(-1));

        Assert.Contains("valid only from", Refusal(server, [_root]), StringComparison.Ordinal);
    }

    private string? Refusal(X509Certificate2 server, X509Certificate2[] authorities, X509Chain? sent = null, SslPolicyErrors errors = SslPolicyErrors.RemoteCertificateChainErrors)
    {
        File.WriteAllLines(_file, authorities.Select(authority => authority.ExportCertificatePem()));
        var trust = ServerTrust.Of(new() { Servers = ["redis:6379"], Prefix = "x", Tls = true, TlsAuthorityFile = _file });

        Assert.Equal(trust.Accepts(this, server, sent, errors), trust.Refusal is null);
        return trust.Refusal;
    }

    private static X509Certificate2 Authority(string name, X509Certificate2? issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        if (issuer is null)
        {
            return request.CreateSelfSigned(Now.AddDays(-2), Now.AddDays(2));
        }

        using var made = request.Create(issuer, Now.AddDays(-1), Now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        return made.CopyWithPrivateKey(key);
    }

    private static X509Certificate2 Server(X509Certificate2 issuer, DateTimeOffset end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=redis", key, HashAlgorithmName.SHA256).Create(issuer, Now.AddHours(-12), end, RandomNumberGenerator.GetBytes(8));
    }
}
