using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DevOrchestrator.Control;
using DevOrchestrator.Crypto;
using DevOrchestrator.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace DevOrchestrator.Tests.Hosting;

public sealed class FaultTests : IAsyncLifetime, IDisposable
{
    private readonly FakeTimeProvider _clock = Some.Clock();
    private DevOrchestratorHost _host = null!;
    private Payer _payer = null!;

    public async Task InitializeAsync()
    {
        _host = await DevOrchestratorHost.StartAsync(Some.Fast(_clock), CancellationToken.None);
        _payer = new Payer(_host);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _payer.Dispose();

    [Fact]
    public async Task Restart_OldInfo_IsRefusedAndFreshInfoWorks()
    {
        var old = await _payer.GetInfoAsync();
        _host.Restart();

        var response = await _payer.PostSegmentAsync(old, [1], 0, Some.Segment, Some.P240);

        Assert.Equal((HttpStatusCode.Forbidden, "invalid auth token\n"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        await Payer.ReadResultAsync(await _payer.PostSegmentAsync(await _payer.GetInfoAsync(), [1], 0, Some.Segment, Some.P240));
    }

    [Fact]
    public async Task Restart_OldTermsWithFreshToken_RecipientRandNoLongerMatches()
    {
        var old = await _payer.GetInfoAsync();
        _host.Restart();
        old.AuthToken = (await _payer.GetInfoAsync()).AuthToken;

        var response = await _payer.PostSegmentAsync(old, [1], 0, Some.Segment, Some.P240);

        Assert.Equal("invalid recipientRand for ticket recipientRandHash\n", await response.Content.ReadAsStringAsync());
        Assert.Equal(1, _host.Stats().Restarts);
    }

    [Fact]
    public async Task Journal_OtherSignatureOverOneNonce_IsAViolationAlsoAfterRestart()
    {
        var info = await _payer.GetInfoAsync();
        await Payer.ReadResultAsync(await _payer.PostSegmentAsync(info, [1], 0, Some.Segment, Some.P240));
        _host.Restart();
        info.AuthToken = (await _payer.GetInfoAsync()).AuthToken;
        // The same terms with another face value: validly signed, another ticket, the same nonce.
        info.TicketParams.FaceValue = ByteString.CopyFrom(1, 2, 3);

        await _payer.PostSegmentAsync(info, [1], 0, Some.Segment, Some.P240);

        Assert.Equal((1L, 0L), (_host.Stats().NonceViolations, _host.Stats().NonceRepeats));
        Assert.Equal(1u, Assert.Single(_host.Stats().Seen).Nonce);
    }

    [Fact]
    public async Task Capped_RunningSession_IsRefused()
    {
        var info = await _payer.GetInfoAsync();
        _host.Faults = new FaultSettings { IsCapped = true };

        var response = await _payer.PostSegmentAsync(info, [1], 0, Some.Segment, Some.P240);

        Assert.Equal((HttpStatusCode.Forbidden, "OrchestratorCapped\n"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Stall_Segment_AnswersWhenTheTimeIsOver()
    {
        var info = await _payer.GetInfoAsync();
        _host.Faults = new FaultSettings { Stall = FaultScope.Segment, StallFor = TimeSpan.FromMinutes(1) };

        var segment = _payer.PostSegmentAsync(info, [1], 0, Some.Segment, Some.P240);
        await _payer.GetInfoAsync(); // other requests go on meanwhile
        Assert.False(segment.IsCompleted);

        await EndStallAsync(TimeSpan.FromMinutes(1));
        await Payer.ReadResultAsync(await segment);
    }

    [Fact]
    public async Task Stall_AfterHeaders_SegmentIsAcceptedButNotAnswered()
    {
        var info = await _payer.GetInfoAsync();
        _host.Faults = new FaultSettings { Stall = FaultScope.Segment, StallFor = TimeSpan.FromMinutes(1), IsStalledAfterHeaders = true };

        using var response = await _payer.PostSegmentAsync(info, [1], 0, Some.Segment, Some.P240);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, _host.Stats().Segments);
        var result = Payer.ReadResultAsync(response);
        await EndStallAsync(TimeSpan.FromMinutes(1));
        Assert.Single((await result).Data.Segments);
    }

    [Fact]
    public async Task Drop_Segment_ConnectionIsCut()
    {
        var info = await _payer.GetInfoAsync();
        _host.Faults = new FaultSettings { Drop = FaultScope.Segment };

        await Assert.ThrowsAsync<HttpRequestException>(() => _payer.PostSegmentAsync(info, [1], 0, Some.Segment, Some.P240));
        Assert.Equal(0, _host.Stats().Payments);
    }

    [Fact]
    public async Task Drop_AfterHeaders_PaymentIsKeptAndTheResultLost()
    {
        var info = await _payer.GetInfoAsync();
        _host.Faults = new FaultSettings { Drop = FaultScope.Segment, IsDroppedAfterHeaders = true };

        using var response = await _payer.PostSegmentAsync(info, [1], 0, Some.Segment, Some.P240);

        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync());
        Assert.Equal(1, _host.Stats().TicketsAccepted);
    }

    [Fact]
    public async Task LoseAnswer_Segment_IsTranscodedAndDebited()
    {
        var info = await _payer.GetInfoAsync();
        _host.Faults = new FaultSettings { LoseAnswer = FaultScope.Segment };

        using var response = await _payer.PostSegmentAsync(info, [1], 0, Some.Segment, Some.P240);

        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync());
        Assert.Equal((1L, Some.P240Pixels), (_host.Stats().Segments, _host.Stats().Accounts[0].DebitedUnits));
    }

    [Fact]
    public async Task WrongResult_Rendition_IsNotWhatWasSigned()
    {
        var info = await _payer.GetInfoAsync();
        _host.Faults = new FaultSettings { WrongResult = WrongResult.Rendition };

        var result = await Payer.ReadResultAsync(await _payer.PostSegmentAsync(info, [1], 0, Some.Segment, Some.P240));

        var bytes = await _payer.Http.GetByteArrayAsync(new Uri(result.Data.Segments[0].Url));
        Assert.NotEqual(Some.Segment, bytes);
        Assert.False(SignatureCheck.IsSignedBy(EthAddress.FromBytes(info.Address.Span), Keccak.Hash(Keccak.Hash(bytes)), result.Data.Sig.Span));
    }

    [Fact]
    public async Task WrongResult_Signature_IsAnotherKeys()
    {
        var info = await _payer.GetInfoAsync();
        _host.Faults = new FaultSettings { WrongResult = WrongResult.Signature };

        var result = await Payer.ReadResultAsync(await _payer.PostSegmentAsync(info, [1], 0, Some.Segment, Some.P240));

        Assert.Equal(65, result.Data.Sig.Length);
        Assert.False(SignatureCheck.IsSignedBy(EthAddress.FromBytes(info.Address.Span), Keccak.Hash(Keccak.Hash(Some.Segment)), result.Data.Sig.Span));
    }

    [Fact]
    public async Task RefusePayment_AnyText_IsTheAnswer400()
    {
        var info = await _payer.GetInfoAsync();
        _host.Faults = new FaultSettings { RefusePayment = "TicketParams expired" };

        var response = await _payer.PostSegmentAsync(info, [1], 0, Some.Segment, Some.P240);

        Assert.Equal((HttpStatusCode.BadRequest, "TicketParams expired\n"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Journal_RefusedOrCutPayments_AreNotedToo()
    {
        var info = await _payer.GetInfoAsync();
        _host.Faults = new FaultSettings { RefusePayment = "no" };
        await _payer.PostSegmentAsync(info, [1], 0, Some.Segment, Some.P240);
        _host.Faults = new FaultSettings { Drop = FaultScope.Segment };
        await Assert.ThrowsAsync<HttpRequestException>(() => _payer.PostSegmentAsync(info, [2], 0, Some.Segment, Some.P240));

        Assert.Equal([1u, 2u], _host.Stats().Seen.Select(ticket => ticket.Nonce));
    }

    [Fact]
    public async Task Die_OpenRequest_IsCutAndNothingAnswersAnyMore()
    {
        var info = await _payer.GetInfoAsync();
        _host.Faults = new FaultSettings { Stall = FaultScope.Segment, IsStalledAfterHeaders = true };
        using var response = await _payer.PostSegmentAsync(info, [1], 0, Some.Segment, Some.P240);

        _host.Die();

        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync());
        var refusal = await Assert.ThrowsAsync<RpcException>(() => _payer.GetInfoAsync());
        Assert.Equal(StatusCode.Unavailable, refusal.StatusCode);
    }

    [Fact]
    public async Task Control_FaultsAndStats_SpeakJson()
    {
        using var control = new HttpClient(new SocketsHttpHandler()) { BaseAddress = _host.ControlUri };

        using var posted = await control.PostAsJsonAsync(
            "/faults",
            new { capped = true, keepTicketParams = true, loseAnswer = new { scopes = new[] { "live" } }, slowAnswer = new { scopes = new[] { "byoc", "runner" } }, closeSessions = "now", priceFactor = "3/2", stall = new { scopes = new[] { "ai", "grpc" }, durationMillis = 10 }, restart = true });

        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Equal(
            (true, "3/2", FaultScope.Ai | FaultScope.Grpc, TimeSpan.FromMilliseconds(10)),
            (_host.Faults.IsCapped, _host.Faults.PriceFactor, _host.Faults.Stall, _host.Faults.StallFor));
        Assert.Equal(
            (true, FaultScope.Live, FaultScope.Byoc | FaultScope.Runner, null),
            (_host.Faults.AreTicketParamsKept, _host.Faults.LoseAnswer, _host.Faults.SlowAnswer, _host.Faults.SlowAnswerFor));
        using var stats = JsonDocument.Parse(await control.GetStringAsync(new Uri("/stats", UriKind.Relative)));
        Assert.Equal(1, stats.RootElement.GetProperty("restarts").GetInt32());

        using var deleted = await control.DeleteAsync(new Uri("/faults", UriKind.Relative));
        Assert.Equal(FaultSettings.None, _host.Faults);
        Assert.Equal("ok\n", await control.GetStringAsync(new Uri("/healthz", UriKind.Relative)));
    }

    [Theory]
    [InlineData("{\"priceFactor\":\"-1\"}", "priceFactor '-1' is not n or n/d between 1/1000000 and 1000000\n")]
    [InlineData("{\"wrongResult\":\"x\"}", "wrongResult 'x' is none of none, rendition, signature, pixels\n")]
    [InlineData("{\"drop\":{\"scopes\":[\"everything\"]}}", "scopes are segment, ai, grpc, download, payment, live, runner, byoc, all, none\n")]
    public async Task Control_WrongFault_IsRefusedAndChangesNothing(string body, string text)
    {
        using var control = new HttpClient(new SocketsHttpHandler()) { BaseAddress = _host.ControlUri };
        using var content = new StringContent(body);

        using var response = await control.PostAsync(new Uri("/faults", UriKind.Relative), content);

        Assert.Equal((HttpStatusCode.BadRequest, text), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal(FaultSettings.None, _host.Faults);
    }

    private async Task EndStallAsync(TimeSpan after)
    {
        await Until.TrueAsync(() => _host.Stats(tickets: 0).StalledRequests > 0, "nothing was ever stalled");
        _clock.Advance(after);
    }
}
