using System.Net;
using DevOrchestrator.Control;
using DevOrchestrator.Hosting;
using DevOrchestrator.Tests.Hosting;

namespace DevOrchestrator.Tests.Byoc;

public sealed class JobTests : IAsyncLifetime, IDisposable
{
    private static readonly DevOrchestratorOptions Options =
        Some.Fast(new LeapingClock(Some.Clock().GetUtcNow())) with { Byoc = [new ByocOffer("echo", 1_000_000, 1), new ByocOffer("free", 0, 1)], TicketEvWei = 10_000_000 };

    private static readonly uint[] Six = [1, 2, 3, 4, 5, 6];

    private DevOrchestratorHost _host = null!;
    private Client _client = null!;

    public async Task InitializeAsync()
    {
        _host = await DevOrchestratorHost.StartAsync(Options, CancellationToken.None);
        _client = new Client(_host);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Job_MinuteOfCredit_IsEchoedAndChargedASecond()
    {
        var token = await _client.GetTokenAsync("echo");

        using var response = await _client.SendJobAsync(_client.JobHeader("echo"), _client.Pay(token, Six));

        Assert.Equal((HttpStatusCode.OK, """{"text":"hello"}"""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("59000000", Assert.Single(response.Headers.GetValues("Livepeer-Balance")));
        var account = Assert.Single(_host.Stats().Accounts);
        Assert.Equal(("echo", "byoc", 6L, "1000000", 1L), (account.Manifest, account.Kind, account.TicketsAccepted, account.DebitedFeesWei, account.DebitedUnits));
        Assert.Equal(1, _host.Stats().ByocJobs);
    }

    [Fact]
    public async Task Job_LongWork_IsChargedPerStartedSecond()
    {
        await using var host = await DevOrchestratorHost.StartAsync(Options with { ByocDelay = TimeSpan.FromSeconds(2.1) }, CancellationToken.None);
        using var client = new Client(host);

        using var response = await client.SendJobAsync(client.JobHeader("echo"), client.Pay(await client.GetTokenAsync("echo"), Six));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(3, host.Stats().Accounts[0].DebitedUnits);
    }

    [Fact]
    public async Task Job_LongerThanItsTimeout_FailsAndIsCharged()
    {
        await using var host = await DevOrchestratorHost.StartAsync(Options with { ByocDelay = TimeSpan.FromSeconds(60) }, CancellationToken.None);
        using var client = new Client(host);

        using var response = await client.SendJobAsync(client.JobHeader("echo", timeoutSeconds: 10), client.Pay(await client.GetTokenAsync("echo"), Six));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal((10L, 0L), (host.Stats().Accounts[0].DebitedUnits, host.Stats().ByocJobs));
    }

    [Fact]
    public async Task Job_LessThanAMinuteOfCredit_IsRefusedAndKeepsTheCredit()
    {
        var token = await _client.GetTokenAsync("echo");

        await AssertRefusedAsync(HttpStatusCode.BadRequest, "Insufficient balance for request", await _client.SendJobAsync(_client.JobHeader("echo"), _client.Pay(token, 1, 2, 3, 4, 5)));
        using var repaired = await _client.SendJobAsync(_client.JobHeader("echo"), _client.Pay(token, 6));

        Assert.Equal(HttpStatusCode.OK, repaired.StatusCode);
        Assert.Equal(1, _host.Stats().Accounts[0].Refusals["Insufficient balance for request"]);
    }

    [Fact]
    public async Task Job_CreditLeft_NeedsNoPayment()
    {
        using var first = await _client.SendJobAsync(_client.JobHeader("echo"), _client.Pay(await _client.GetTokenAsync("echo"), 1, 2, 3, 4, 5, 6, 7));
        using var second = await _client.SendJobAsync(_client.JobHeader("echo"), null);

        Assert.Equal("68000000", Assert.Single(second.Headers.GetValues("Livepeer-Balance")));
    }

    [Fact]
    public async Task Job_FreeCapability_NeedsNoPayment()
    {
        using var response = await _client.SendJobAsync(_client.JobHeader("free"), null);

        Assert.Equal((HttpStatusCode.OK, "0"), (response.StatusCode, Assert.Single(response.Headers.GetValues("Livepeer-Balance"))));
    }

    [Fact]
    public async Task Job_ForeignSignature_IsRefused()
    {
        using var other = new Payer(_host);
        var header = _client.JobHeader("echo", signature: Client.Hex(other.SignText(Client.Request + "{}")));

        await AssertRefusedAsync(HttpStatusCode.BadRequest, "Could not verify job creds", await _client.SendJobAsync(header, null));
    }

    [Fact]
    public async Task Job_UnreadableHeader_IsRefused() =>
        await AssertRefusedAsync(HttpStatusCode.BadRequest, "Could not verify job creds", await _client.SendJobAsync("?", null));

    [Fact]
    public async Task Job_NoTimeout_IsRefused() => await AssertRefusedAsync(
        HttpStatusCode.BadRequest, "no timeout_seconds set with request, timeout_seconds is required", await _client.SendJobAsync(_client.JobHeader("echo", timeoutSeconds: 0), null));

    [Fact]
    public async Task Job_UnknownCapability_HasNoCapacity() =>
        await AssertRefusedAsync(HttpStatusCode.ServiceUnavailable, "No capacity available for capability", await _client.SendJobAsync(_client.JobHeader("nothing"), null));

    [Fact]
    public async Task Job_PlacesTaken_IsRefusedHereThoughTheNetworkTakesIt()
    {
        await using var host = await DevOrchestratorHost.StartAsync(
            Options with { Time = Some.Clock(), ByocDelay = TimeSpan.FromSeconds(5) }, CancellationToken.None);
        using var client = new Client(host);
        var running = client.SendJobAsync(client.JobHeader("free"), null);
        await Until.TrueAsync(async () => !(await client.GetTokenAsync("free")).TryGetProperty("available_capacity", out _), "the job never began");

        await AssertRefusedAsync(HttpStatusCode.ServiceUnavailable, "No capacity available for capability", await client.SendJobAsync(client.JobHeader("free"), null));
        Assert.False(running.IsCompleted);
    }

    [Fact]
    public async Task Payment_Refused_ConnectionIsCutAsAtTheNetwork()
    {
        var payment = _client.Pay(await _client.GetTokenAsync("echo"), Six);
        payment.TicketSenderParams[0].SenderNonce = 77;

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.SendJobAsync(_client.JobHeader("echo"), payment));

        Assert.Equal(1, _host.Stats().Refusals["byoc payment: invalid ticket signature"]);
    }

    [Fact]
    public async Task Payment_RefusedWithTheSwitch_IsAnswered()
    {
        await using var host = await DevOrchestratorHost.StartAsync(Options with { AreBadByocPaymentsAborted = false }, CancellationToken.None);
        using var client = new Client(host);
        var payment = client.Pay(await client.GetTokenAsync("echo"), Six);
        payment.TicketSenderParams[0].SenderNonce = 77;

        await AssertRefusedAsync(HttpStatusCode.BadRequest, "invalid ticket signature", await client.SendJobAsync(client.JobHeader("echo"), payment));

        payment.TicketSenderParams[0].SenderNonce = 1;
        payment.ExpectedPrice.PricePerUnit = 999_999;
        await AssertRefusedAsync(HttpStatusCode.BadRequest, "payment price does not match job price", await client.SendJobAsync(client.JobHeader("echo"), payment));

        using var other = new Client(host);
        await AssertRefusedAsync(
            HttpStatusCode.BadRequest, "payment sender differs from job sender", await client.SendJobAsync(client.JobHeader("echo"), other.Pay(await other.GetTokenAsync("echo"), Six)));
    }

    [Theory]
    [InlineData("""{"id":"j","request":"[]","parameters":"{}"}""", "request is not a JSON object")]
    [InlineData("""{"id":"j","request":"{}","parameters":""}""", "parameters is not a JSON object")]
    public async Task Job_SignedTextThatIsNoObject_IsRefusedHereThoughTheNetworkTakesIt(string signed, string text)
    {
        var parts = System.Text.Json.JsonDocument.Parse(signed).RootElement;
        var signature = _client.Payer.SignText(parts.GetProperty("request").GetString() + parts.GetProperty("parameters").GetString());
        var header = Client.Header(
            $$"""{{signed[..^1]}},"capability":"echo","sender":"{{_client.Payer.Address}}","sig":"{{Client.Hex(signature)}}","timeout_seconds":30}""");

        await AssertRefusedAsync(HttpStatusCode.BadRequest, text, await _client.SendJobAsync(header, null));
    }

    [Fact]
    public async Task LoseAnswer_Job_IsDoneAndCharged()
    {
        var token = await _client.GetTokenAsync("echo");
        _host.Faults = new FaultSettings { LoseAnswer = FaultScope.Byoc };

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.SendJobAsync(_client.JobHeader("echo"), _client.Pay(token, Six)));

        Assert.Equal((6L, 1L, 1L), (_host.Stats().TicketsAccepted, _host.Stats().Accounts[0].DebitedUnits, _host.Stats().ByocJobs));
    }

    private static async Task AssertRefusedAsync(HttpStatusCode status, string text, HttpResponseMessage response) =>
        Assert.Equal((status, text + "\n"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
}
