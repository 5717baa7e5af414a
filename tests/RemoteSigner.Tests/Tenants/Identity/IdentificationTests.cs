using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tenants.Registry;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Tenants.Identity;

/// <summary>Who calls, through the front door: certificates of a real authority, tokens of a real registry.</summary>
public sealed class IdentificationTests : IDisposable
{
    private const string Wrong = "rst_nobody-ever-made-this-token-nobody-ever-made";
    private readonly SignerFolder _folder = new();
    private readonly Authority _authority = new();

    public IdentificationTests()
    {
        using var server = _authority.Server();
        Authority.Write(server, _folder.InFolder("cert.pem"), _folder.InFolder("key.pem"));
        Authority.Replace(_folder.InFolder("ca.pem"), _authority.Pem);
        _folder.AddTenant("tenant-b", TenantLimits.None, "dn:CN=gateway-b, O=acme", "dns:b.acme.example", "uri:spiffe://acme/b");
        _folder.AddTenant("tenant-c", TenantLimits.None, "dns:c.acme.example");
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Certificate_NamedByItsSubject_ProvesTheTenant()
    {
        await using var signer = await StartAsync();
        using var certificate = _authority.Client("CN=gateway-b, O=acme");

        Assert.Null(await RefusalAsync(signer, certificate));
        Assert.Equal(["tenant-b"], await PayersAsync(signer));
    }

    [Fact]
    public async Task Certificate_NamedByADnsNameOrAUri_ProvesTheTenant()
    {
        await using var signer = await StartAsync();
        using var dns = _authority.Client("CN=anything", names => names.AddDnsName("b.acme.example"));
        using var uri = _authority.Client("CN=anything", names => names.AddUri(new Uri("spiffe://acme/b")));

        Assert.Null(await RefusalAsync(signer, dns, key: "1"));
        Assert.Null(await RefusalAsync(signer, uri, key: "2"));
        Assert.Equal(["tenant-b"], await PayersAsync(signer));
    }

    [Theory]
    [InlineData("CN=gateway-b")]
    [InlineData("CN=GATEWAY-B, O=acme")]
    [InlineData("CN=gateway-b, O=acme, C=DE")]
    [InlineData("CN=b.acme.example")]
    public async Task Certificate_WithAnotherSubject_ProvesNobody(string subject)
    {
        await using var signer = await StartAsync();
        using var certificate = _authority.Client(subject);

        var refusal = await RefusalAsync(signer, certificate);

        Assert.Equal("caller_unknown", refusal?.Code);
        Assert.Contains("No tenant has a subject of the caller's certificate", refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_ThatNamesTwoTenants_ProvesNobody()
    {
        await using var signer = await StartAsync();
        using var certificate = _authority.Client("CN=gateway-b, O=acme", names => names.AddDnsName("c.acme.example"));

        Assert.Contains("several tenants: tenant-b, tenant-c", (await RefusalAsync(signer, certificate))!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenAndCertificate_OfOneTenant_ProveIt()
    {
        var token = string.Empty;
        _folder.Edit(table =>
        {
            var made = NewToken.Create(TimeProvider.System.GetUtcNow());
            token = made.Text;
            return TenantEdits.AddToken(table, "tenant-b", made.Stored, made.Stored.Created);
        });
        await using var signer = await StartAsync();
        using var certificate = _authority.Client("CN=gateway-b, O=acme");

        Assert.Null(await RefusalAsync(signer, certificate, token));
        Assert.Equal(["tenant-b"], await PayersAsync(signer));
    }

    [Fact]
    public async Task TokenAndCertificate_OfDifferentTenants_AreRefused()
    {
        await using var signer = await StartAsync();
        using var certificate = _authority.Client("CN=gateway-b, O=acme");

        Assert.Contains("different tenants", (await RefusalAsync(signer, certificate, _folder.Token))!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongToken_BesideAGoodCertificate_IsRefused()
    {
        await using var signer = await StartAsync();
        using var certificate = _authority.Client("CN=gateway-b, O=acme");

        Assert.Contains("token is unknown", (await RefusalAsync(signer, certificate, Wrong))!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_BesideACertificateThatNamesNobody_ProvesItsTenant()
    {
        await using var signer = await StartAsync();
        using var certificate = _authority.Client("CN=a machine");

        Assert.Null(await RefusalAsync(signer, certificate, _folder.Token));
        Assert.Equal(["tenant-a"], await PayersAsync(signer));
    }

    [Fact]
    public async Task Subject_WithdrawnWhileTheConnectionLives_ProvesNobodyAnyMore()
    {
        await using var signer = await StartAsync();
        using var certificate = _authority.Client("CN=gateway-b, O=acme");
        using var caller = new TlsCaller(signer.Host.GrpcAddress, certificate);
        await caller.Payments.GetIdentityAsync(new GetIdentityRequest());

        _folder.Edit(table => TenantEdits.Set(table, "tenant-b", limits => limits, subjects: [], disabled: null));

        await Eventually.HoldsAsync(async () => await CodeAsync(async () => await caller.Payments.GetIdentityAsync(new GetIdentityRequest())) == "caller_unknown");
    }

    [Fact]
    public async Task Tenant_DisabledWhileTheSignerRuns_IsDenied()
    {
        await using var signer = await StartAsync();
        using var caller = new TlsCaller(signer.Host.GrpcAddress);
        await caller.Payments.GetIdentityAsync(new GetIdentityRequest(), signer.As());

        _folder.Edit(table => TenantEdits.Set(table, "tenant-a", limits => limits, subjects: null, disabled: true));

        await Eventually.HoldsAsync(async () => await CodeAsync(async () => await caller.Payments.GetIdentityAsync(new GetIdentityRequest(), signer.As())) == "tenant_disabled");
    }

    [Fact]
    public async Task Token_WithdrawnOrExpired_ProvesNobodyAndIsNamedByItsId()
    {
        var now = TimeProvider.System.GetUtcNow();
        var withdrawn = NewToken.Create(now);
        var expired = NewToken.Create(now, now.AddSeconds(-1));
        _folder.Edit(table => TenantEdits.AddToken(table, "tenant-b", withdrawn.Stored with { Revoked = now }, now));
        _folder.Edit(table => TenantEdits.AddToken(table, "tenant-b", expired.Stored, now));
        await using var signer = await StartAsync();

        var first = await RefusalAsync(signer, null, withdrawn.Text);
        var second = await RefusalAsync(signer, null, expired.Text);

        Assert.Contains($"{withdrawn.Stored.Id} was withdrawn", first!.Message, StringComparison.Ordinal);
        Assert.Contains($"{expired.Stored.Id} expired", second!.Message, StringComparison.Ordinal);
        Assert.Equal(("caller_unknown", "caller_unknown"), (first.Code, second.Code));
        Assert.DoesNotContain(signer.Logs.All, line => line.Contains(withdrawn.Text, StringComparison.Ordinal));
    }

    private static async Task<string?> CodeAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (RpcException failure)
        {
            return RunningSigner.RefusalOf(failure).Code;
        }
    }

    private static async Task<Refusal?> RefusalAsync(RunningSigner signer, X509Certificate2? certificate, string? token = null, string key = "k")
    {
        using var caller = new TlsCaller(signer.Host.GrpcAddress, certificate);
        try
        {
            await caller.Payments.CreatePaymentAsync(Requests.Ai(key), token is null ? [] : signer.As(token));
            return null;
        }
        catch (RpcException failure)
        {
            return RunningSigner.RefusalOf(failure);
        }
    }

    private static async Task<IEnumerable<string?>> PayersAsync(RunningSigner signer) => (await signer.StatusAsync()).GetProperty("tenants").EnumerateArray()
        .Where(tenant => tenant.GetProperty("payments").GetInt64() > 0).Select(tenant => tenant.GetProperty("tenant").GetString());

    private Task<RunningSigner> StartAsync() => RunningSigner.StartAsync(
        _folder,
        ("tls-cert", _folder.InFolder("cert.pem")),
        ("tls-key", _folder.InFolder("key.pem")),
        ("tls-client-ca", _folder.InFolder("ca.pem")));
}
