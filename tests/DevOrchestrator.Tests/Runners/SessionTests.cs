using System.Net;
using System.Text.Json;
using DevOrchestrator.Control;
using DevOrchestrator.Hosting;
using DevOrchestrator.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace DevOrchestrator.Tests.Runners;

public sealed class SessionTests : IAsyncLifetime, IDisposable
{
    private const string Path = "/apps/scope/session";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _clock = Some.Clock();
    private DevOrchestratorHost _host = null!;
    private RunnerClient _client = null!;

    public async Task InitializeAsync()
    {
        // One ticket is worth ten seconds.
        _host = await DevOrchestratorHost.StartAsync(
            Some.Fast(_clock) with
            {
                TicketEvWei = 10_000_000,
                Runners =
                [
                    new RunnerOffer("scope", "live-video-to-video/scope", RunnerUnit.Seconds, 1_000_000, Capacity: 2),
                    new RunnerOffer("pixels", "live-video-to-video/pixels", RunnerUnit.PixelSeconds, 2),
                    new RunnerOffer("other", "other", RunnerUnit.Seconds, 1_000_000),
                    new RunnerOffer("shot", "shot", RunnerUnit.Seconds, 1_000_000, RunnerMode.SingleShot),
                ],
            },
            CancellationToken.None);
        _client = new RunnerClient(_host);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Challenge_Asked_TellsWhatToPayWith()
    {
        var challenge = await _client.AskAsync(Path);

        Assert.Equal(challenge.ManifestId, challenge.Info.AuthToken.SessionId);
        Assert.Matches("^[0-9a-f]{8}$", challenge.ManifestId);
        Assert.Equal(new Uri(_host.ServiceUri, $"/apps/scope/session/{challenge.ManifestId}/payment"), challenge.PaymentUrl);
        Assert.Equal(_host.ServiceUri, challenge.Orchestrator);
        Assert.Equal((1_000_000, 1), (challenge.Info.PriceInfo.PricePerUnit, challenge.Info.PriceInfo.PixelsPerUnit));
        Assert.Null(challenge.Info.Capabilities);
        Assert.Equal(0, _host.Stats().OpenSessions);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0x12")]
    public async Task Challenge_NoPayerAddress_IsRefusedInJson(string? payer)
    {
        using var response = await _client.SendAsync(Path, payer);

        Assert.Equal(HttpStatusCode.PaymentRequired, response.StatusCode);
        Assert.Equal("""{"error":{"message":"invalid live runner payment signer address"}}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Reserve_Paid_OpensASessionUnderItsManifest()
    {
        var challenge = await _client.AskAsync(Path);

        var session = await _client.ReserveAsync(Path, challenge, 1);

        Assert.Equal(challenge.ManifestId, session.GetProperty("session_id").GetString());
        Assert.Equal($"{_host.ServiceUri}apps/scope/session/{challenge.ManifestId}", session.GetProperty("control_url").GetString());
        Assert.Equal($"{_host.ServiceUri}apps/scope/session/{challenge.ManifestId}/app", session.GetProperty("app_url").GetString());
        var told = Assert.Single(_host.Stats().Sessions);
        Assert.Equal(("runner", "scope", _client.Payer.Address, null), (told.Kind, told.Name, told.Sender, told.CloseReason));
        Assert.Equal("runner", Assert.Single(_host.Stats().Accounts).Kind);
    }

    [Fact]
    public async Task Reserve_Twice_SecondConflicts()
    {
        var challenge = await _client.AskAsync(Path);
        await _client.ReserveAsync(Path, challenge, 1);

        await AssertRefusedAsync(HttpStatusCode.Conflict, "session already exists", await _client.PayAsync(Path, challenge, [2]));
    }

    [Fact]
    public async Task Reserve_PlacesTaken_IsRefusedAndCreditsNothing()
    {
        await _client.ReserveAsync(Path, await _client.AskAsync(Path), 1);
        await _client.ReserveAsync(Path, await _client.AskAsync(Path), 1);

        await AssertRefusedAsync(HttpStatusCode.ServiceUnavailable, "no capacity available for runner", await _client.PayAsync(Path, await _client.AskAsync(Path), [1]));

        Assert.Equal(2, _host.Stats().TicketsAccepted);
    }

    [Fact]
    public async Task Reserve_TicketRefused_GivesThePlaceBack()
    {
        var expired = await _client.AskAsync(Path);
        _clock.Advance(TimeSpan.FromSeconds(40 * 12));

        await AssertRefusedAsync(HttpStatusCode.BadRequest, "TicketParams expired", await _client.PayAsync(Path, expired, [1]));

        Assert.Empty(_host.Stats().Sessions);
        await _client.ReserveAsync(Path, await _client.AskAsync(Path), 1);
        await _client.ReserveAsync(Path, await _client.AskAsync(Path), 1);
    }

    [Fact]
    public async Task Reserve_OtherManifest_IsRefused() => await AssertRefusedAsync(
        HttpStatusCode.Forbidden, "mismatched manifest and auth token", await _client.PayAsync(Path, await _client.AskAsync(Path), [1], manifest: "12345678"));

    [Fact]
    public async Task Reserve_ChallengeOfAnotherRunner_IsRefusedHereThoughTheNetworkTakesIt() => await AssertRefusedAsync(
        HttpStatusCode.Forbidden, "the session id is not of a challenge of this runner to this sender", await _client.PayAsync(Path, await _client.AskAsync("/apps/other/session"), [1]));

    [Fact]
    public async Task Reserve_TokenOfGetOrchestrator_IsRefusedHereThoughTheNetworkTakesIt()
    {
        var info = await _client.Payer.GetInfoAsync();
        var challenge = new RunnerClient.Challenge(info, _host.ServiceUri, info.AuthToken.SessionId, _host.ServiceUri);

        await AssertRefusedAsync(
            HttpStatusCode.Forbidden, "the session id is not of a challenge of this runner to this sender", await _client.PayAsync(Path, challenge, [1]));
    }

    [Fact]
    public async Task Reserve_WithoutTickets_IsRefusedHereThoughTheNetworkTakesIt() =>
        await AssertRefusedAsync(HttpStatusCode.BadRequest, "the first payment does not cover one interval", await _client.PayAsync(Path, await _client.AskAsync(Path), []));

    [Fact]
    public async Task Meter_CreditUsedUp_ReleasesTheSessionWithTheRealText()
    {
        var challenge = await _client.AskAsync(Path);
        await _client.ReserveAsync(Path, challenge, 1);

        _clock.Advance(Interval);
        _clock.Advance(Interval);
        Assert.Equal(1, _host.Stats().OpenSessions);
        _clock.Advance(Interval);

        var told = Assert.Single(_host.Stats().Sessions);
        Assert.Equal($"insufficient balance, mid={challenge.ManifestId}, fee=5000000, balance=0", told.CloseReason);
        Assert.Equal(15_000, told.ClosedUnixMillis - told.OpenedUnixMillis);
        var account = Assert.Single(_host.Stats().Accounts);
        Assert.Equal(("10000000", 10L, 1L), (account.DebitedFeesWei, account.DebitedUnits, account.Refusals["insufficient balance"]));
        await AssertRefusedAsync(HttpStatusCode.NotFound, "runner session not found", await _client.PayAsync(challenge.PaymentUrl.AbsolutePath, challenge, [2]));
    }

    [Fact]
    public async Task Meter_PixelSeconds_CountsTheNominalPicture()
    {
        await _client.ReserveAsync("/apps/pixels/session", await _client.AskAsync("/apps/pixels/session"), [.. Enumerable.Range(1, 60).Select(i => (uint)i)]);

        _clock.Advance(Interval);

        Assert.Equal(138_240_000, Assert.Single(_host.Stats().Accounts).DebitedUnits);
    }

    [Fact]
    public async Task Payment_OfTheSession_KeepsItAlive()
    {
        var challenge = await _client.AskAsync(Path);
        await _client.ReserveAsync(Path, challenge, 1);
        _clock.Advance(Interval);
        _clock.Advance(Interval);

        var result = await Payer.ReadPaymentAsync(await _client.PayAsync(challenge.PaymentUrl.AbsolutePath, challenge, [2]));
        _clock.Advance(Interval);

        Assert.Equal(challenge.Info.AuthToken, result.Info.AuthToken);
        Assert.Equal(1, _host.Stats().OpenSessions);
    }

    [Fact]
    public async Task Payment_ForAnotherManifest_IsRefused()
    {
        var challenge = await _client.AskAsync(Path);
        await _client.ReserveAsync(Path, challenge, 1);

        await AssertRefusedAsync(
            HttpStatusCode.Forbidden, "mismatched session and payment manifest", await _client.PayAsync(challenge.PaymentUrl.AbsolutePath, challenge, [2], manifest: "m"));
    }

    [Fact]
    public async Task App_Used_EchoesOnlyWhileTheSessionRuns()
    {
        var challenge = await _client.AskAsync(Path);
        await _client.ReserveAsync(Path, challenge, 1);
        var app = $"{Path}/{challenge.ManifestId}/app/v1/predict";

        using var echo = await _client.PostAsync(app, """{"a":1}""");
        Assert.Equal("""{"a":1}""", await echo.Content.ReadAsStringAsync());
        using var got = JsonDocument.Parse(await _client.Payer.Http.GetStringAsync(new Uri(app, UriKind.Relative)));
        Assert.Equal("v1/predict", got.RootElement.GetProperty("path").GetString());

        using var stopped = await _client.PostAsync($"{Path}/{challenge.ManifestId}/stop");
        Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
        await AssertRefusedAsync(HttpStatusCode.NotFound, "runner session not found", await _client.PostAsync(app));
        Assert.Equal("stopped by the client", Assert.Single(_host.Stats().Sessions).CloseReason);
        using var again = await _client.PostAsync($"{Path}/{challenge.ManifestId}/stop");
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    [Theory]
    [InlineData("/apps/nothing/session", HttpStatusCode.NotFound, "runner not found")]
    [InlineData("/apps/nothing/session/1/payment", HttpStatusCode.NotFound, "runner not found")]
    [InlineData("/apps/nothing/session/1/stop", HttpStatusCode.NotFound, "runner not found")]
    [InlineData("/apps/nothing/app", HttpStatusCode.NotFound, "runner not found")]
    [InlineData("/apps/scope/session/1/payment", HttpStatusCode.NotFound, "runner session not found")]
    [InlineData("/apps/scope/app", HttpStatusCode.BadRequest, "runner is not single-shot")]
    [InlineData("/apps/shot/session", HttpStatusCode.BadRequest, "only persistent runners have sessions")]
    public async Task Runner_WrongPath_IsRefused(string path, HttpStatusCode status, string text) => await AssertRefusedAsync(status, text, await _client.PostAsync(path));

    [Fact]
    public async Task CloseSessions_Fault_EndsThemWithItsReason()
    {
        var challenge = await _client.AskAsync(Path);
        await _client.ReserveAsync(Path, challenge, 1);

        _host.CloseSessions("maintenance");

        Assert.Equal("maintenance", Assert.Single(_host.Stats().Sessions).CloseReason);
        await AssertRefusedAsync(HttpStatusCode.NotFound, "runner session not found", await _client.PayAsync(challenge.PaymentUrl.AbsolutePath, challenge, [2]));
    }

    [Fact]
    public async Task LoseAnswer_Reservation_IsThereAndTheRetryConflicts()
    {
        var challenge = await _client.AskAsync(Path);
        _host.Faults = new FaultSettings { LoseAnswer = FaultScope.Runner };

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.PayAsync(Path, challenge, [1]));
        _host.Faults = FaultSettings.None;

        await AssertRefusedAsync(HttpStatusCode.Conflict, "session already exists", await _client.PayAsync(Path, challenge, [2]));
        Assert.Equal(1, _host.Stats().OpenSessions);
    }

    [Fact]
    public async Task Refresh_AfterASecondPayment_KeepsSessionAndPrice()
    {
        var challenge = await _client.AskAsync(Path);
        await _client.ReserveAsync(Path, challenge, 1);
        // The first payment of a sender that was not known fixes no price; the second does.
        var body = JsonSerializer.Serialize(new { sender = _client.Payer.Address, manifest_id = challenge.ManifestId });
        await AssertRefusedInJsonAsync(HttpStatusCode.Conflict, "fixed price not found for session", await _client.PostAsync("/refresh-payment", body));
        await Payer.ReadPaymentAsync(await _client.PayAsync(challenge.PaymentUrl.AbsolutePath, challenge, [2]));
        _host.Faults = new FaultSettings { PriceFactor = "2" };

        using var response = await _client.PostAsync("/refresh-payment", body);

        var fresh = RunnerClient.Challenge.Read(await response.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.OK, challenge.ManifestId, 1_000_000), (response.StatusCode, fresh.Info.AuthToken.SessionId, fresh.Info.PriceInfo.PricePerUnit));
        Assert.Equal(new Uri(_host.ServiceUri, "/payment"), fresh.PaymentUrl);
        Assert.NotEqual(challenge.Info.TicketParams.RecipientRandHash, fresh.Info.TicketParams.RecipientRandHash);
        await Payer.ReadPaymentAsync(await _client.PayAsync(challenge.PaymentUrl.AbsolutePath, fresh, [1]));
    }

    [Theory]
    [InlineData("{", "the body is not JSON")]
    [InlineData("""{"sender":"x","manifest_id":"1"}""", "invalid sender")]
    [InlineData("""{"sender":"0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266","manifest_id":" "}""", "missing manifest_id")]
    public async Task Refresh_WrongRequest_IsRefused(string body, string text) =>
        await AssertRefusedInJsonAsync(HttpStatusCode.BadRequest, text, await _client.PostAsync("/refresh-payment", body));

    [Fact]
    public async Task Discovery_SessionRunning_CountsItsPlace()
    {
        await _client.ReserveAsync(Path, await _client.AskAsync(Path), 1);

        using var list = JsonDocument.Parse(await _client.Payer.Http.GetStringAsync(new Uri("/discovery", UriKind.Relative)));

        var entry = Assert.Single(list.RootElement.EnumerateArray());
        Assert.Equal(_host.ServiceUri, new Uri(entry.GetProperty("address").GetString()!));
        var runner = entry.GetProperty("runners")[0];
        Assert.Equal($"{_host.ServiceUri}apps/scope/session", runner.GetProperty("url").GetString());
        Assert.Equal(("live-video-to-video/scope", "persistent"), (runner.GetProperty("app").GetString(), runner.GetProperty("mode").GetString()));
        Assert.Equal((2, 1, 1), (runner.GetProperty("capacity").GetInt32(), runner.GetProperty("capacity_used").GetInt32(), runner.GetProperty("capacity_available").GetInt32()));
        var price = runner.GetProperty("price_info");
        Assert.Equal((1_000_000, "wei", "seconds"), (price.GetProperty("price").GetInt64(), price.GetProperty("currency").GetString(), price.GetProperty("unit").GetString()));
        Assert.Equal($"{_host.ServiceUri}apps/shot/app", entry.GetProperty("runners")[3].GetProperty("url").GetString());
    }

    [Fact]
    public async Task Restart_RunningSession_IsLost()
    {
        await _client.ReserveAsync(Path, await _client.AskAsync(Path), 1);

        _host.Restart();

        Assert.Equal("restart", Assert.Single(_host.Stats().Sessions).CloseReason);
    }

    private static async Task AssertRefusedAsync(HttpStatusCode status, string text, HttpResponseMessage response) =>
        Assert.Equal((status, text + "\n"), (response.StatusCode, await response.Content.ReadAsStringAsync()));

    private static async Task AssertRefusedInJsonAsync(HttpStatusCode status, string text, HttpResponseMessage response) =>
        Assert.Equal((status, $$$"""{"error":{"message":"{{{text}}}"}}"""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
}
