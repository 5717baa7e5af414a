using Livepeer.Payments.Desk.Tenants;
using RemoteSigner.Tests.Support;
using TestKit;

namespace RemoteSigner.Tests.Api.Http;

/// <summary>Who may spend, and who may look.</summary>
public sealed class CallerTests
{
    private static readonly (string, string)[] Everywhere = [("httpAddr", "0.0.0.0:0"), ("insecure-plaintext", "true")];

    [Fact]
    public async Task Nobody_OnLoopback_IsTheDefaultTenant()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer, ("Authorization", "Bearer whatever-the-app-uses"));

        var answer = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));

        Assert.Equal((200, "default"), (answer.Status, answer.Content.Text("Tenant")));
    }

    [Fact]
    public async Task UnknownToken_OfOurs_IsRefused()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.WithToken(signer, "rst_nobody-has-this-one");

        Assert.Equal(401, (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).Status);
        Assert.Equal(401, (await caller.SendAsync(HttpMethod.Post, "/sign-orchestrator-info")).Status);
        Assert.Equal(2, await signer.MetricAsync("remote_signer_unknown_callers_total"));
    }

    [Fact]
    public async Task Nobody_WhereATokenIsRequired_MayNeitherSpendNorLook()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, ("http-require-token", "true"));
        using var nobody = HttpCaller.Of(signer);
        using var tenant = HttpCaller.WithToken(signer, folder.Token);

        foreach (var path in new[] { "/generate-live-payment", "/sign-orchestrator-info", "/sign-byoc-job" })
        {
            Assert.Equal(401, (await nobody.SendAsync(HttpMethod.Post, path, "{}")).Status);
        }

        Assert.Equal(401, (await nobody.SendAsync(HttpMethod.Get, "/discover-orchestrators")).Status);
        Assert.Equal(200, (await nobody.SendAsync(HttpMethod.Get, "/healthz")).Status);
        Assert.Equal(200, (await tenant.SendAsync(HttpMethod.Post, "/sign-orchestrator-info")).Status);
        Assert.Equal(200, (await tenant.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).Status);
    }

    [Fact]
    public async Task Nobody_BeyondLoopback_MayNeitherSpendNorLook()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, Everywhere);
        using var caller = Caller(signer);

        Assert.Equal(401, (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).Status);
        Assert.Equal(401, (await caller.SendAsync(HttpMethod.Post, "/sign-orchestrator-info")).Status);
    }

    [Fact]
    public async Task PublicInformation_BeyondLoopback_IsNoLeaveToSpend()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, [.. Everywhere, ("http-public-info", "true")]);
        using var caller = Caller(signer);

        Assert.Equal(401, (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).Status);
        Assert.Equal(200, (await caller.SendAsync(HttpMethod.Post, "/sign-orchestrator-info")).Status);
    }

    [Fact]
    public async Task Everybody_WhereTheOperatorSaysSo_MaySpend()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, [.. Everywhere, ("remoteSignerAllowNoAuth", "true")]);
        using var caller = Caller(signer);

        Assert.Equal(200, (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).Status);
        Assert.Contains(signer.Logs.All, line => line.Contains("spends this account's deposit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NameInAHeader_OfATrustedProxy_IsTheTenant()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, ("http-trust-auth-id", "true"));
        using var caller = HttpCaller.Of(signer, ("Signer-Auth-Id", "client:user"));

        var answer = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));

        Assert.Equal(("client:user", "auth:client:user"), (answer.Content.Text("AuthID"), answer.Content.Text("Tenant")));
    }

    [Fact]
    public async Task NameInAHeader_OfATenant_IsALabelOfItsSession()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var first = HttpCaller.Of(signer, ("Authorization", "Bearer " + folder.Token), ("Signer-Auth-Id", "user-1"));
        using var second = HttpCaller.Of(signer, ("Authorization", "Bearer " + folder.Token), ("Signer-Auth-Id", "user-2"));

        var answer = await first.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000));

        Assert.Equal(("user-1", "tenant-a"), (answer.Content.Text("AuthID"), answer.Content.Text("Tenant")));
        (await second.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000, answer.State))).IsError(500, "Internal Server Error");
    }

    [Fact]
    public async Task NameInAHeader_OfNobodyOnLoopback_IsNotBelieved()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer, ("Signer-Auth-Id", "client:victim"));

        var answer = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));

        Assert.Equal((string.Empty, "default"), (answer.Content.Text("AuthID"), answer.Content.Text("Tenant")));
    }

    [Theory]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    public async Task Nobody_ThroughAProxyOnThisMachine_IsNotOneOfItsUsers(string header, string value)
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var stranger = HttpCaller.Of(signer, (header, value));
        using var tenant = HttpCaller.Of(signer, (header, value), ("Authorization", "Bearer " + folder.Token));

        var answer = await stranger.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));

        Assert.Equal(401, answer.Status);
        Assert.Contains("--remoteSignerAllowNoAuth", answer.Error, StringComparison.Ordinal);
        Assert.Equal(401, (await stranger.SendAsync(HttpMethod.Post, "/sign-byoc-job", "{}")).Status);
        Assert.Equal(200, (await tenant.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).Status);
    }

    [Fact]
    public async Task Nobody_ThroughAProxyThatTheOperatorTrusts_MaySpend()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, ("remoteSignerAllowNoAuth", "true"));
        using var caller = HttpCaller.Of(signer, ("X-Forwarded-For", "203.0.113.7"));

        Assert.Equal(200, (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).Status);
    }

    [Fact]
    public async Task Nobody_ThroughAProxyBeforeThereAreTenants_MaySpendAsWithGoLivepeer()
    {
        using var folder = new SignerFolder();
        File.Delete(folder.TenantFile);
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer, ("X-Forwarded-For", "203.0.113.7"));

        Assert.Equal(200, (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).Status);
    }

    [Fact]
    public async Task Start_WhereCallersWithoutATokenHaveNoBudget_WarnsWithTheRemedy()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        var warning = Assert.Single(signer.Logs.All, IsAboutTheNameless);
        Assert.Contains("--http-require-token", warning, StringComparison.Ordinal);
        Assert.Contains("tenants create default", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http-require-token", false)]
    [InlineData("remoteSignerAllowNoAuth", false)]
    [InlineData("", true)]
    public async Task Start_WhereTheOperatorChose_WarnsOfNothing(string option, bool hasBudget)
    {
        using var folder = new SignerFolder();
        if (hasBudget)
        {
            folder.AddTenant("default", new TenantLimits { EvTotalWei = 1 });
        }

        await using var signer = await RunningSigner.StartAsync(folder, hasBudget ? [] : [(option, "true")]);

        Assert.DoesNotContain(signer.Logs.All, IsAboutTheNameless);
    }

    private static bool IsAboutTheNameless(string line) => line.Contains("without a token", StringComparison.Ordinal);

    private static HttpCaller Caller(RunningSigner signer) => new(new UriBuilder(signer.Host.HttpAddress) { Host = "127.0.0.1" }.Uri);
}
