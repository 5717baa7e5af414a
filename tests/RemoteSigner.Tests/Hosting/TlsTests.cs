using System.Net;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Hosting;

public sealed class TlsTests : IDisposable
{
    private readonly SignerFolder _folder = new();
    private readonly Authority _authority = new();

    private string CertificateFile => _folder.InFolder("cert.pem");

    private string KeyFile => _folder.InFolder("key.pem");

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task GrpcListener_WithACertificate_SpeaksTls()
    {
        var thumbprint = Certify();
        await using var signer = await StartAsync();
        using var caller = new TlsCaller(signer.Host.GrpcAddress);

        var identity = await caller.Payments.GetIdentityAsync(new GetIdentityRequest(), signer.As());

        Assert.Equal("https", signer.Host.GrpcAddress.Scheme);
        Assert.Equal(thumbprint, caller.Shown);
        Assert.Equal(_folder.Address.ToString(), identity.ChecksummedAddress);
    }

    [Fact]
    public async Task TlsListener_AskedInEitherVersion_AnswersInIt()
    {
        Certify();
        await using var signer = await StartAsync();

        foreach (var listener in new[] { signer.Host.GrpcAddress, signer.Host.ControlAddress })
        {
            foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
            {
                using var caller = new TlsCaller(listener);
                using var response = await caller.GetAsync("/healthz", version);
                Assert.Equal(version, response.Version);
            }
        }
    }

    [Fact]
    public async Task ControlListener_WithACertificate_AnswersOverTls()
    {
        Certify();
        await using var signer = await StartAsync();

        Assert.Equal("https", signer.Host.ControlAddress.Scheme);
        Assert.Equal("ok\n", await signer.Control.GetStringAsync("/healthz"));
        Assert.Equal(_folder.Address.ToString(), (await signer.StatusAsync()).GetProperty("address").GetString());
    }

    [Fact]
    public async Task ControlListener_NotAmongTheTlsListeners_SpeaksPlainText()
    {
        Certify();
        await using var signer = await StartAsync(("tls-listeners", "grpc"));

        Assert.Equal(("https", "http"), (signer.Host.GrpcAddress.Scheme, signer.Host.ControlAddress.Scheme));
        Assert.Equal("ok\n", await signer.Control.GetStringAsync("/healthz"));
    }

    [Fact]
    public async Task Certificate_ReplacedWhileConnectionsExist_IsForNewOnesOnly()
    {
        var first = Certify();
        await using var signer = await StartAsync();
        using var old = new TlsCaller(signer.Host.GrpcAddress);
        await old.Payments.GetIdentityAsync(new GetIdentityRequest(), signer.As());

        var second = Certify();

        await Eventually.HoldsAsync(async () => await ShownAsync(signer) == second);
        await old.Payments.GetIdentityAsync(new GetIdentityRequest(), signer.As());
        Assert.Equal(first, old.Shown);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Certificate_BrokenWhileTheSignerRuns_StaysAsItWasAndIsLoggedOnce()
    {
        var first = Certify();
        await using var signer = await StartAsync();

        await File.WriteAllTextAsync(CertificateFile, "-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n");
        await Eventually.HoldsAsync(() => Task.FromResult(Complaints(signer).Any()));
        var shown = await ShownAsync(signer);
        var second = Certify();
        await Eventually.HoldsAsync(async () => await ShownAsync(signer) == second);

        Assert.Equal(first, shown);
        Assert.Single(Complaints(signer));
        Assert.Contains(CertificateFile, Complaints(signer).First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_ReplacedByAnExpiredOne_StaysAsItWas()
    {
        var first = Certify();
        await using var signer = await StartAsync();

        using (var expired = _authority.Client("CN=localhost", validFor: TimeSpan.FromHours(-1)))
        {
            Authority.Write(expired, CertificateFile, KeyFile);
        }

        await Eventually.HoldsAsync(() => Task.FromResult(Complaints(signer).Any(line => line.Contains("expired", StringComparison.Ordinal))));
        Assert.Equal(first, await ShownAsync(signer));
    }

    [Fact]
    public async Task Metrics_WithACertificate_ShowWhenItExpires()
    {
        using var certificate = _authority.Server();
        Authority.Write(certificate, CertificateFile, KeyFile);
        await using var signer = await StartAsync();

        var end = await signer.MetricAsync("remote_signer_tls_certificate_not_after_seconds");

        Assert.Equal(new DateTimeOffset(certificate.NotAfter).ToUnixTimeSeconds(), (long)end);
    }

    private static async Task<string?> ShownAsync(RunningSigner signer)
    {
        using var caller = new TlsCaller(signer.Host.GrpcAddress);
        await caller.Payments.GetIdentityAsync(new GetIdentityRequest(), signer.As());
        return caller.Shown;
    }

    private static IEnumerable<string> Complaints(RunningSigner signer) =>
        signer.Logs.All.Where(line => line.Contains("TLS files changed and cannot be used", StringComparison.Ordinal));

    private string Certify()
    {
        using var certificate = _authority.Server();
        Authority.Write(certificate, CertificateFile, KeyFile);
        return certificate.GetCertHashString();
    }

    private Task<RunningSigner> StartAsync(params (string Name, string Value)[] more) =>
        RunningSigner.StartAsync(_folder, [("tls-cert", CertificateFile), ("tls-key", KeyFile), .. more]);
}
