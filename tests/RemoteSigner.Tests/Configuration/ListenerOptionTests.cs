using Livepeer.Hosting.Tls;
using RemoteSigner.Configuration;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Configuration;

public sealed class ListenerOptionTests : IDisposable
{
    private readonly SignerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("grpc-addr")]
    [InlineData("cliAddr")]
    public void Listener_BeyondLoopbackWithoutTls_IsRefused(string option) =>
        Assert.Contains($"--{option}: 0.0.0.0:9 is not loopback", Assert.Single(Problems((option, "0.0.0.0:9"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("grpc-addr", "grpc")]
    [InlineData("cliAddr", "control")]
    public void Listener_BeyondLoopbackAndNotAmongTheTlsListeners_IsRefused(string option, string name)
    {
        var others = string.Join(',', ListenerNames.All.Where(other => other != name));

        Assert.Contains($"with {name} among --tls-listeners", Assert.Single(Problems([(option, "0.0.0.0:9"), .. Certificate, ("tls-listeners", others)])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grpc-addr")]
    [InlineData("cliAddr")]
    public void Listener_BeyondLoopbackWithTlsOrTheOverride_MayStart(string option)
    {
        Assert.Empty(Problems([(option, "0.0.0.0:9"), .. Certificate]));
        Assert.Empty(Problems((option, "0.0.0.0:9"), ("insecure-plaintext", "true")));
    }

    [Fact]
    public void GrpcListener_BeyondLoopbackWithoutTenants_IsRefused()
    {
        File.Delete(_folder.TenantFile);

        Assert.Contains("nobody could prove who he is", Assert.Single(Problems([("grpc-addr", "0.0.0.0:9"), .. Certificate])), StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_WithoutItsKey_IsRefused() =>
        Assert.Contains("--tls-cert and --tls-key go together", Assert.Single(Problems(("tls-cert", "cert.pem"))), StringComparison.Ordinal);

    [Fact]
    public void ClientCertificates_WithoutAnAuthority_AreRefused() =>
        Assert.Contains("--tls-client-ca", Assert.Single(Problems([.. Certificate, ("tls-client-certs", "require")])), StringComparison.Ordinal);

    [Fact]
    public void Authority_WithoutACertificate_IsRefused() =>
        Assert.Contains("over TLS only", Assert.Single(Problems(("tls-client-ca", "ca.pem"))), StringComparison.Ordinal);

    [Fact]
    public void Authority_WithoutAMode_AllowsCertificates() =>
        Assert.Equal(ClientCertificates.Allow, _folder.Options([.. Certificate, ("tls-client-ca", "ca.pem")]).Tls?.ClientCertificates);

    [Fact]
    public void TlsListeners_WithAnUnknownName_AreRefused() =>
        Assert.Contains("'grpc,https' is not some of grpc, http, control", Assert.Single(Problems([.. Certificate, ("tls-listeners", "grpc,https")])), StringComparison.Ordinal);

    private static (string, string)[] Certificate => [("tls-cert", "cert.pem"), ("tls-key", "key.pem")];

    private IReadOnlyList<string> Problems(params (string Name, string Value)[] more)
    {
        SignerOptionsReader.TryRead(_folder.Arguments(more), new Dictionary<string, string>(), out _, out var problems);
        return problems;
    }
}
