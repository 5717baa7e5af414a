using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using GatewayLite.Tests.Support;

namespace GatewayLite.Tests.Hosting;

public sealed class ListenerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Clients_ThatStandStill_AreSentAway()
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);

        var answers = await Task.WhenAll(
            AnswerAsync(gateway, "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: "),
            AnswerAsync(gateway, "POST /text-to-image HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"));

        Assert.StartsWith("HTTP/1.1 408", answers[0], StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400", answers[1], StringComparison.Ordinal);
        Assert.Contains("body_unreadable", answers[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Tls_WithACertificate_ServesBothVersions(string version)
    {
        using var folder = new GatewayFolder();
        using var certificate = WriteCertificate(folder);
        await using var gateway = await RunningGateway.StartAsync(folder, ("http-tls-cert", folder.InFolder("cert.pem")), ("http-tls-key", folder.InFolder("key.pem")));
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString();
        using var client = new HttpClient(handler) { DefaultRequestVersion = Version.Parse(version), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var response = await client.GetAsync(new Uri(gateway.Host.HttpAddress, "/player.js"));

        Assert.Equal("https", gateway.Host.HttpAddress.Scheme);
        Assert.Equal((HttpStatusCode.OK, Version.Parse(version)), (response.StatusCode, response.Version));
    }

    /// <summary>Sends a beginning, then nothing; answers all that comes until the server closes.</summary>
    private static async Task<string> AnswerAsync(RunningGateway gateway, string beginning)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        using var client = new TcpClient();
        await client.ConnectAsync(gateway.Host.HttpAddress.Host, gateway.Host.HttpAddress.Port, limit.Token);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(beginning), limit.Token);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(limit.Token);
    }

    private static X509Certificate2 WriteCertificate(GatewayFolder folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        var certificate = new CertificateRequest("CN=gateway.test", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(folder.InFolder("cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(folder.InFolder("key.pem"), key.ExportPkcs8PrivateKeyPem());
        return certificate;
    }
}
