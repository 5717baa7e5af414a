using System.Net;
using Livepeer.Payments.Desk.Tenants;
using RemoteSigner.Tenants.Registry;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api.Http;

/// <summary>Tenants of the registry through go-livepeer's HTTP API.</summary>
public sealed class TenantTests : IDisposable
{
    private static readonly TenantLimits OneWei = new() { EvTotalWei = 1 };
    private readonly SignerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Budget_OfATenant_Is483WithItsNumbersAndLeavesOthersAlone()
    {
        var poor = _folder.AddTenant("poor", OneWei);
        await using var signer = await RunningSigner.StartAsync(_folder);
        using var first = HttpCaller.WithToken(signer, poor);
        using var second = HttpCaller.WithToken(signer, _folder.Token);

        var refused = await first.PayAsync(Work());
        var paid = await second.PayAsync(Work());

        Assert.Equal((483, 200), (refused.Status, paid.Status));
        Assert.Matches("The tenant poor has spent 0 wei of 1 wei in total; this payment needs [0-9]+ wei", refused.Error);
    }

    [Fact]
    public async Task Nobody_OnLoopback_HasTheLimitsOfTheDefaultEntry()
    {
        _folder.AddTenant("default", OneWei);
        await using var signer = await RunningSigner.StartAsync(_folder);
        using var caller = HttpCaller.Of(signer);

        Assert.Equal(483, (await caller.PayAsync(Work())).Status);
    }

    [Fact]
    public async Task Nobody_WhereTheDefaultEntryIsDisabled_IsRefused()
    {
        _folder.AddTenant("default");
        _folder.Edit(table => TenantEdits.Revoke(table, "default", tokenId: null, TimeProvider.System.GetUtcNow()));
        await using var signer = await RunningSigner.StartAsync(_folder);
        using var caller = HttpCaller.Of(signer);

        (await caller.PayAsync(Work())).IsError(403, "The tenant default is disabled.");
        Assert.Equal(403, (await caller.SendAsync(HttpMethod.Post, "/sign-byoc-job", "{}")).Status);
    }

    [Theory]
    [InlineData("rich", 200)]
    [InlineData("somebody", 483)]
    [InlineData("banned", 403)]
    public async Task WebhooksTenant_ByItsEntryOrTheTemplate_HasItsLimits(string authId, int status)
    {
        _folder.AddTenant("auth:*", OneWei);
        _folder.AddTenant("auth:rich");
        _folder.AddTenant("auth:banned");
        _folder.Edit(table => TenantEdits.Set(table, "auth:banned", limits => limits, subjects: null, disabled: true));
        await using var webhook = await ScriptedWebhook.StartAsync();
        webhook.Body = $$"""{"status":200,"auth_id":"{{authId}}"}""";
        await using var signer = await RunningSigner.StartAsync(_folder, ("remoteSignerWebhookUrl", webhook.Url));
        using var caller = HttpCaller.Of(signer, ("Authorization", "Bearer sk_user"));

        Assert.Equal(status, (await caller.PayAsync(Work())).Status);
    }

    [Fact]
    public async Task Token_Withdrawn_IsRefusedByItsId()
    {
        var id = TenantsFile.Read(_folder.TenantFile).Find("tenant-a")!.Tokens[0].Id;
        _folder.Edit(table => TenantEdits.Revoke(table, "tenant-a", id, TimeProvider.System.GetUtcNow()));
        await using var signer = await RunningSigner.StartAsync(_folder);
        using var caller = HttpCaller.WithToken(signer, _folder.Token);

        var answer = await caller.PayAsync(Work());

        Assert.Equal(401, answer.Status);
        Assert.Contains($"The bearer token {id} was withdrawn", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_ThatNamesATenant_ProvesItOverHttp()
    {
        using var authority = new Authority();
        using var server = authority.Server();
        using var known = authority.Client("CN=gateway-b");
        using var unknown = authority.Client("CN=somebody");
        Authority.Write(server, _folder.InFolder("cert.pem"), _folder.InFolder("key.pem"));
        Authority.Replace(_folder.InFolder("ca.pem"), authority.Pem);
        _folder.AddTenant("tenant-b", subjects: "dn:CN=gateway-b");
        await using var signer = await RunningSigner.StartAsync(
            _folder,
            ("tls-cert", _folder.InFolder("cert.pem")),
            ("tls-key", _folder.InFolder("key.pem")),
            ("tls-client-ca", _folder.InFolder("ca.pem")),
            ("http-require-token", "true"));

        using var tenant = new TlsCaller(signer.Host.HttpAddress, known);
        using var stranger = new TlsCaller(signer.Host.HttpAddress, unknown);
        using var nobody = new TlsCaller(signer.Host.HttpAddress);

        foreach (var (caller, expected) in new[] { (tenant, HttpStatusCode.OK), (stranger, HttpStatusCode.Unauthorized), (nobody, HttpStatusCode.Unauthorized) })
        {
            using var answer = await caller.Http.PostAsync("/sign-orchestrator-info", content: null);
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    private static System.Text.Json.Nodes.JsonObject Work() => HttpCaller.Units(Requests.Orchestrator(), 20_000_000);
}
