using Livepeer.Hosting.Tls;
using RemoteSigner.Tenants.Registry;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Tenants.Registry;

public sealed class CertificateSubjectsTests
{
    [Theory]
    [InlineData("CN=gateway-1,O=acme", "dn:CN=gateway-1, O=acme")]
    [InlineData("dn:CN=gateway-1, O=acme", "dn:CN=gateway-1, O=acme")]
    [InlineData("spiffe://acme/gateway-1", "uri:spiffe://acme/gateway-1")]
    [InlineData("uri:urn:acme:gateway-1", "uri:urn:acme:gateway-1")]
    [InlineData("gateway-1.acme.example", "dns:gateway-1.acme.example")]
    public void Text_OfAnOperator_GetsItsKind(string text, string expected)
    {
        Assert.True(CertificateSubjects.TryParse(text, out var subject));
        Assert.Equal(expected, subject);
    }

    [Theory]
    [InlineData("dn:")]
    [InlineData("dns:")]
    [InlineData("nonsense=")]
    [InlineData("dn:gateway-1")]
    public void Text_ThatIsNoSubject_IsRefused(string text) => Assert.False(CertificateSubjects.TryParse(text, out _));

    [Fact]
    public void Certificate_WithManyNames_HasThemAllInTheRegistrysForm()
    {
        using var authority = new Authority();
        using var certificate = authority.Client("CN=gateway-1, O=\"acme, CN=admin\"", names =>
        {
            names.AddDnsName("gateway-1.acme.example");
            names.AddUri(new Uri("spiffe://acme/gateway-1"));
            names.AddEmailAddress("gateway@acme.example");
            names.AddIpAddress(System.Net.IPAddress.Loopback);
        });

        var names = ClientCertificate.Read(certificate).Names;

        Assert.Equal(["dn:CN=gateway-1, O=\"acme, CN=admin\"", "dns:gateway-1.acme.example", "uri:spiffe://acme/gateway-1"], names);
        Assert.All(names, name => Assert.True(CertificateSubjects.TryParse(name, out var subject) && subject == name, name));
    }
}
