using Livepeer.Payments.Desk;
using RemoteSigner.Api;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api.Http;

/// <summary>What callers are told, and what the operator is told.</summary>
public sealed class RefusalAnswerTests
{
    [Fact]
    public async Task TotalAboveTheLimit_ForTheCaller_IsMasked()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, ("maxTotalEV", "100000000000"));
        using var caller = HttpCaller.Of(signer);

        var answer = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 100_000_000));

        answer.IsError(500, "Internal Server Error");
        Assert.Equal(1, await signer.MetricAsync("remote_signer_refusals_total{code=\"total_ev_above_limit\"}"));
        Assert.Contains(signer.Logs.All, line => line.Contains("TotalEvAboveLimit", StringComparison.Ordinal) && line.Contains("the limit is 100000000000.00000 wei", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OneTicketAboveTheLimitOfAPayment_ForTheCaller_IsNotMasked()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, ("maxTotalEV", "1000"));
        using var caller = HttpCaller.Of(signer);

        var answer = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));

        Assert.Equal(400, answer.Status);
        Assert.StartsWith("remote signer could not check whether to refresh session: total ticket EV 8000000000.0", answer.Error, StringComparison.Ordinal);
        Assert.EndsWith(" for 1 tickets > max total ticket EV 1000.00000", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chain-reserve-wei", "no sender reserve")]
    [InlineData("chain-deposit-wei", "no sender deposit")]
    public async Task MissingFunds_OfTheSender_AreNamed(string option, string text)
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, (option, "0"));
        using var caller = HttpCaller.Of(signer);

        (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).IsError(400, "remote signer could not check whether to refresh session: " + text);
    }

    [Fact]
    public async Task ConfiguredCeiling_BelowThePrice_IsNamed()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, ("maxPricePerUnit", "1199.5"));
        using var caller = HttpCaller.Of(signer);

        (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1)))
            .IsError(481, "orchestrator price 1200.000 exceeds configured maximum price ceiling 1199.500");
    }

    [Fact]
    public async Task UsedUpNonces_OfTicketParameters_WantARefresh()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, ("nonce-limit", "50"));
        using var caller = HttpCaller.Of(signer);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(200, (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).Status);
        }

        var answer = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));

        answer.IsError(480, "refresh session for remote signer");
        Assert.Equal("https://orchestrator.example:8935", answer.Headers["Livepeer-Orchestrator-URL"]);
        Assert.Equal(200, (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator("fresh"), 1))).Status);
    }

    [Fact]
    public async Task Refusals_OfEveryKind_AreCountedByRouteAndStatus()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer);
        await caller.PayAsync("{");
        await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));
        await caller.SendAsync(HttpMethod.Post, "/sign-orchestrator-info");

        Assert.Equal(1, await signer.MetricAsync("remote_signer_http_answers_total{route=\"generate-live-payment\",status=\"400\"}"));
        Assert.Equal(1, await signer.MetricAsync("remote_signer_http_answers_total{route=\"generate-live-payment\",status=\"200\"}"));
        Assert.Equal(1, await signer.MetricAsync("remote_signer_http_answers_total{route=\"sign-orchestrator-info\",status=\"200\"}"));
    }

    [Fact]
    public void EveryKind_ButUnknown_HasAStatusThatSaysSomething() =>
        Assert.Equal(
            [RefusalKind.Unknown, RefusalKind.TotalEvAboveLimit, RefusalKind.ChainViewStale, RefusalKind.LedgerUnavailable, RefusalKind.CustodyUnavailable, RefusalKind.WebhookFailed, RefusalKind.AuthIdChanged, RefusalKind.AuditUnavailable],
            Enum.GetValues<RefusalKind>().Where(kind => StatusMap.HttpOf(kind) == 500));
}
