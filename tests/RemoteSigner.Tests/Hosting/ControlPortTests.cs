using System.Net;
using System.Net.Http.Headers;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Hosting;

public sealed class ControlPortTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("Bearer adm_wrong")]
    [InlineData("Basic YTpi")]
    public async Task Status_WithoutTheAdminToken_IsRefused(string? authorization)
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/status");
        request.Headers.Authorization = authorization is null ? null : AuthenticationHeaderValue.Parse(authorization);

        using var response = await signer.Control.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("--admin-token-file", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AdminToken_MadeAtFirstStart_IsForItsOwnerAlone()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        OwnerOnly.AssertFile(folder.InFolder("admin.token"));
    }

    [Fact]
    public async Task Status_AfterAPayment_ShowsItAll()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        var paid = await signer.PayAsync(Requests.Ai("k", units: 20_000_000));

        var status = await signer.StatusAsync();

        Assert.Equal(folder.Address.ToString(), status.GetProperty("address").GetString());
        Assert.NotEmpty(status.GetProperty("curve").GetString()!);
        Assert.Equal("1000000000000000000", status.GetProperty("chain").GetProperty("depositWei").GetString());
        Assert.Equal(paid.TicketCount, status.GetProperty("tenants")[0].GetProperty("tickets").GetInt64());
        Assert.Equal(1, status.GetProperty("balances")[0].GetProperty("openPayments").GetInt32());
        Assert.True(status.GetProperty("ledger").GetProperty("commits").GetInt64() > 0);
    }

    [Fact]
    public async Task GrpcListener_AskedForMetrics_HasNone()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var client = new HttpClient(new SocketsHttpHandler())
        {
            BaseAddress = signer.Host.GrpcAddress,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        foreach (var path in new[] { "/metrics", "/status", "/readyz" })
        {
            using var response = await client.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task ControlListener_AskedForPayments_HasNone()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        using var response = await signer.Control.PostAsync("/remotesigner.v1.Payments/CreatePayment", new ByteArrayContent([]));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
