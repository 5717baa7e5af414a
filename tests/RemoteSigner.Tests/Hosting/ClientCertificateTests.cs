using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Hosting;

public sealed class ClientCertificateTests : IDisposable
{
    private readonly SignerFolder _folder = new();
    private readonly Authority _authority = new();
    private readonly Authority _stranger = new("Another authority");

    public ClientCertificateTests()
    {
        using var server = _authority.Server();
        Authority.Write(server, _folder.InFolder("cert.pem"), _folder.InFolder("key.pem"));
        Authority.Replace(AuthorityFile, _authority.Pem);
    }

    private string AuthorityFile => _folder.InFolder("ca.pem");

    public void Dispose()
    {
        _stranger.Dispose();
        _authority.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("allow", true)]
    [InlineData("require", false)]
    public async Task Caller_WithoutACertificate_GetsInOnlyWhereNoneIsRequired(string mode, bool expected)
    {
        await using var signer = await StartAsync(mode);

        Assert.Equal(expected, await GetsInAsync(signer, null));
    }

    [Theory]
    [InlineData("allow")]
    [InlineData("require")]
    public async Task Caller_WithACertificateOfTheAuthority_GetsIn(string mode)
    {
        await using var signer = await StartAsync(mode);
        using var certificate = _authority.Client("CN=gateway-1");

        Assert.True(await GetsInAsync(signer, certificate));
    }

    [Theory]
    [InlineData("allow")]
    [InlineData("require")]
    public async Task Caller_WithACertificateOfAnotherAuthority_IsSentAway(string mode)
    {
        await using var signer = await StartAsync(mode);
        using var certificate = _stranger.Client("CN=gateway-1");

        Assert.False(await GetsInAsync(signer, certificate));
    }

    [Fact]
    public async Task Caller_WithAnExpiredCertificate_IsSentAway()
    {
        await using var signer = await StartAsync("require");
        using var certificate = _authority.Client("CN=gateway-1", validFor: TimeSpan.FromMinutes(-1));

        Assert.False(await GetsInAsync(signer, certificate));
    }

    [Fact]
    public async Task Caller_WithACertificateForServers_IsSentAway()
    {
        await using var signer = await StartAsync("require");
        using var certificate = _authority.Server("gateway-1");

        Assert.False(await GetsInAsync(signer, certificate));
    }

    [Fact]
    public async Task Authority_ReplacedWhileTheSignerRuns_CountsForNewConnections()
    {
        await using var signer = await StartAsync("require");
        using var certificate = _stranger.Client("CN=gateway-1");
        Assert.False(await GetsInAsync(signer, certificate));

        Authority.Replace(AuthorityFile, _stranger.Pem);

        await Eventually.HoldsAsync(() => GetsInAsync(signer, certificate));
    }

    [Fact]
    public async Task ControlListener_WhereCallersNeedCertificates_AsksForNone()
    {
        await using var signer = await StartAsync("require");

        Assert.Equal("ok\n", await signer.Control.GetStringAsync("/healthz"));
    }

    private static async Task<bool> GetsInAsync(RunningSigner signer, X509Certificate2? certificate)
    {
        using var caller = new TlsCaller(signer.Host.GrpcAddress, certificate);
        try
        {
            await caller.Payments.GetIdentityAsync(new GetIdentityRequest(), signer.As());
            return true;
        }
        catch (RpcException failure) when (failure.StatusCode is StatusCode.Unavailable or StatusCode.Internal)
        {
            return false;
        }
    }

    private Task<RunningSigner> StartAsync(string mode) => RunningSigner.StartAsync(
        _folder,
        ("tls-cert", _folder.InFolder("cert.pem")),
        ("tls-key", _folder.InFolder("key.pem")),
        ("tls-client-ca", AuthorityFile),
        ("tls-client-certs", mode));
}
