using System.Net;
using DevOrchestrator.Control;
using DevOrchestrator.Hosting;
using DevOrchestrator.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace DevOrchestrator.Tests.Runners;

public sealed class FixedAndSingleShotTests : IAsyncLifetime, IDisposable
{
    private readonly FakeTimeProvider _clock = Some.Clock();
    private DevOrchestratorHost _host = null!;
    private RunnerClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await StartAsync(TimeSpan.Zero);
        _client = new RunnerClient(_host);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Fixed_Paid_IsChargedOnceHoweverLongItRuns()
    {
        var challenge = await _client.AskAsync("/apps/lump/session");
        await _client.ReserveAsync("/apps/lump/session", challenge, 1, 2, 3);

        _clock.Advance(TimeSpan.FromMinutes(2));

        var account = Assert.Single(_host.Stats().Accounts);
        Assert.Equal(("30000000", 1L), (account.DebitedFeesWei, account.DebitedUnits));
        Assert.Equal(1, _host.Stats().OpenSessions);
        await AssertRefusedAsync(
            HttpStatusCode.Conflict, "fixed-price live runner sessions do not accept follow-up payments", await _client.PayAsync(challenge.PaymentUrl.AbsolutePath, challenge, [4]));
    }

    [Fact]
    public async Task Fixed_NotCovered_IsRefusedAndKeepsTheCredit()
    {
        var challenge = await _client.AskAsync("/apps/lump/session");

        await AssertRefusedAsync(
            HttpStatusCode.BadRequest,
            $"insufficient balance, mid={challenge.ManifestId}, fee=30000000, balance=20000000",
            await _client.PayAsync("/apps/lump/session", challenge, [1, 2]));

        await _client.ReserveAsync("/apps/lump/session", challenge, 3);
    }

    [Fact]
    public async Task Fixed_PriceChangedMeanwhile_IsRefused()
    {
        var challenge = await _client.AskAsync("/apps/lump/session");
        _host.Faults = new FaultSettings { PriceFactor = "2" };

        await AssertRefusedAsync(
            HttpStatusCode.BadRequest, "payment price does not match live runner price", await _client.PayAsync("/apps/lump/session", challenge, [1, 2, 3]));
    }

    [Fact]
    public async Task Fixed_PriceAsAnotherFraction_IsRefused()
    {
        var challenge = await _client.AskAsync("/apps/lump/session");
        (challenge.Info.PriceInfo.PricePerUnit, challenge.Info.PriceInfo.PixelsPerUnit) = (60_000_000, 2);

        await AssertRefusedAsync(
            HttpStatusCode.BadRequest, "payment price does not match live runner price", await _client.PayAsync("/apps/lump/session", challenge, [1, 2, 3]));
    }

    [Fact]
    public async Task SingleShot_Paid_AnswersTheRequestAndEnds()
    {
        var challenge = await _client.AskAsync("/apps/shot/app/v1/run");

        using var response = await _client.PayAsync("/apps/shot/app/v1/run", challenge, [1], """{"prompt":"x"}""");

        Assert.Equal((HttpStatusCode.OK, """{"prompt":"x"}"""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        await Until.TrueAsync(() => _host.Stats().OpenSessions == 0, "the session never ended");
        Assert.Equal("answered", Assert.Single(_host.Stats().Sessions).CloseReason);
    }

    [Fact]
    public async Task SingleShot_NotPaidOn_IsCut()
    {
        await using var host = await StartAsync(TimeSpan.FromHours(1));
        using var client = new RunnerClient(host);
        var answer = client.PayAsync("/apps/shot/app", await client.AskAsync("/apps/shot/app"), [1], "x");

        await Until.TrueAsync(Answered, "the meter never cut the request");

        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        Assert.StartsWith("insufficient balance", Assert.Single(host.Stats().Sessions).CloseReason, StringComparison.Ordinal);

        bool Answered()
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            return answer.IsCompleted;
        }
    }

    [Fact]
    public async Task Reserve_OffChain_IsFree()
    {
        await using var host = await DevOrchestratorHost.StartAsync(
            Some.Fast() with { IsOffChain = true, Runners = [new RunnerOffer("scope", "scope", RunnerUnit.Seconds, 1)] }, CancellationToken.None);
        using var client = new RunnerClient(host);

        using var response = await client.SendAsync("/apps/scope/session", payer: null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, host.Stats().OpenSessions);
        Assert.DoesNotContain("price_info", await client.Payer.Http.GetStringAsync(new Uri("/discovery", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discovery_NoRunners_IsNotSupported()
    {
        await using var host = await DevOrchestratorHost.StartAsync(Some.Fast(), CancellationToken.None);
        using var client = new RunnerClient(host);

        await AssertRefusedAsync(HttpStatusCode.NotFound, "live runners are not supported", await client.Payer.Http.GetAsync(new Uri("/discovery", UriKind.Relative)));
    }

    private static async Task AssertRefusedAsync(HttpStatusCode status, string text, HttpResponseMessage response) =>
        Assert.Equal((status, text + "\n"), (response.StatusCode, await response.Content.ReadAsStringAsync()));

    private Task<DevOrchestratorHost> StartAsync(TimeSpan delay) => DevOrchestratorHost.StartAsync(
        Some.Fast(_clock) with
        {
            TicketEvWei = 10_000_000,
            RunnerDelay = delay,
            Runners =
            [
                new RunnerOffer("lump", "lump", RunnerUnit.Fixed, 30_000_000),
                new RunnerOffer("shot", "shot", RunnerUnit.Seconds, 1_000_000, RunnerMode.SingleShot),
            ],
        },
        CancellationToken.None);
}
