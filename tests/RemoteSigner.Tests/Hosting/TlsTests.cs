using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Hosting;

public sealed class TlsTests
{
    [Fact]
    public async Task GrpcListener_WithCertificateFiles_SpeaksTls()
    {
        using var folder = new SignerFolder();
        var thumbprint = WriteCertificate(folder);
        await using var signer = await RunningSigner.StartAsync(folder, ("grpc-tls-cert", folder.InFolder("cert.pem")), ("grpc-tls-key", folder.InFolder("key.pem")));
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == thumbprint },
        };
        using var channel = GrpcChannel.ForAddress(signer.Host.GrpcAddress, new GrpcChannelOptions { HttpHandler = handler });

        var identity = await new Payments.PaymentsClient(channel).GetIdentityAsync(new GetIdentityRequest(), signer.As());

        Assert.Equal("https", signer.Host.GrpcAddress.Scheme);
        Assert.Equal(folder.Address.ToString(), identity.ChecksummedAddress);
    }

    private static string WriteCertificate(SignerFolder folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddHours(1));
        File.WriteAllText(folder.InFolder("cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(folder.InFolder("key.pem"), key.ExportPkcs8PrivateKeyPem());
        return certificate.GetCertHashString();
    }
}
