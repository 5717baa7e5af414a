using System.Net;
using DevOrchestrator.Crypto;
using DevOrchestrator.Hosting;
using DevOrchestrator.Money;
using Grpc.Core;
using Livepeer.Protos.Net;
using Microsoft.Extensions.Time.Testing;

namespace DevOrchestrator.Tests.Hosting;

public sealed class SegmentTests : IAsyncLifetime, IDisposable
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
    public async Task Segment_ValidPayment_GivesSignedRenditionsAndExactBooks()
    {
        var info = await _payer.GetInfoAsync();

        var result = await Payer.ReadResultAsync(await _payer.PostSegmentAsync(info, [1, 2, 3], 7, Some.Segment, Some.P240, Some.P360));

        Assert.Equal(7, result.Seq);
        var bytes = await _payer.Http.GetByteArrayAsync(new Uri(result.Data.Segments[1].Url));
        Assert.Equal(Some.Segment, bytes);
        Assert.Equal($"{_host.ServiceUri}stream/{info.AuthToken.SessionId}/P360p30fps16x9/7.ts", result.Data.Segments[1].Url);
        var hash = Keccak.Hash(Some.Segment);
        Assert.True(SignatureCheck.IsSignedBy(EthAddress.FromBytes(info.Address.Span), Keccak.Hash(hash, hash), result.Data.Sig.Span));

        var pixels = Some.P240Pixels + (640L * 360 * 60);
        Assert.Equal(pixels, result.Data.Segments.Sum(segment => segment.Pixels));
        var account = Assert.Single(_host.Stats().Accounts);
        Assert.Equal((_payer.Address, info.AuthToken.SessionId, 3L), (account.Sender, account.Manifest, account.TicketsAccepted));
        Assert.Equal(new Rational(pixels * 1_200).ToString(), account.DebitedFeesWei);
        Assert.True(Rational.TryParse(account.CreditedEvWei, out var credited));
        Assert.Equal((credited - new Rational(pixels * 1_200)).ToString(), account.BalanceWei);
    }

    [Fact]
    public async Task Segment_Answer_CarriesFreshTermsAndTheSameToken()
    {
        var info = await _payer.GetInfoAsync();

        var result = await Payer.ReadResultAsync(await _payer.PostSegmentAsync(info, [1], 0, Some.Segment, Some.P240));

        Assert.Equal(info.AuthToken, result.Info.AuthToken);
        Assert.NotEqual(info.TicketParams.RecipientRandHash, result.Info.TicketParams.RecipientRandHash);
        await Payer.ReadResultAsync(await _payer.PostSegmentAsync(result.Info, [1], 1, Some.Segment, Some.P240));
    }

    [Fact]
    public async Task Segment_TwoSessions_KeepTheirOwnRenditions()
    {
        var (first, second) = (await _payer.GetInfoAsync(), await _payer.GetInfoAsync());
        byte[] other = [.. Some.Segment.Reverse()];

        var one = await Payer.ReadResultAsync(await _payer.PostSegmentAsync(first, [1], 0, Some.Segment, Some.P240));
        var two = await Payer.ReadResultAsync(await _payer.PostSegmentAsync(second, [1], 0, other, Some.P240));

        Assert.Equal(Some.Segment, await _payer.Http.GetByteArrayAsync(new Uri(one.Data.Segments[0].Url)));
        Assert.Equal(other, await _payer.Http.GetByteArrayAsync(new Uri(two.Data.Segments[0].Url)));
    }

    [Fact]
    public async Task Segment_RepeatedNonce_IsRefusedWithTheRealText()
    {
        var info = await _payer.GetInfoAsync();
        await Payer.ReadResultAsync(await _payer.PostSegmentAsync(info, [1], 0, Some.Segment, Some.P240));

        await AssertRefusedAsync(
            HttpStatusCode.BadRequest,
            $"invalid ticket senderNonce: already seen sender={_payer.Address} nonce=1",
            await _payer.PostSegmentAsync(info, [1], 1, Some.Segment, Some.P240));

        var stats = _host.Stats();
        Assert.Equal((1L, 1L, 1L, 0L), (stats.TicketsAccepted, stats.TicketsRejected, stats.NonceRepeats, stats.NonceViolations));
        Assert.Equal(1, stats.Refusals["ticket: invalid ticket senderNonce: already seen"]);
    }

    [Fact]
    public async Task Segment_WithoutCredit_IsRefusedBeforeTheWork()
    {
        var info = await _payer.GetInfoAsync();

        await AssertRefusedAsync(HttpStatusCode.BadRequest, "Insufficient balance", await _payer.PostSegmentAsync(info, [], 0, Some.Segment, Some.P240));

        Assert.Equal(0, _host.Stats().Segments);
    }

    [Fact]
    public async Task Segment_CreditLeft_NeedsNoTickets()
    {
        var info = await _payer.GetInfoAsync();
        await Payer.ReadResultAsync(await _payer.PostSegmentAsync(info, [.. Enumerable.Range(1, 20).Select(i => (uint)i)], 0, Some.Segment, Some.P240));

        await Payer.ReadResultAsync(await _payer.PostSegmentAsync(info, [], 1, Some.Segment, Some.P240));

        Assert.Equal(2, _host.Stats().Segments);
    }

    [Fact]
    public async Task Segment_AfterFortyBlocks_TermsHaveExpired()
    {
        var info = await _payer.GetInfoAsync();
        _clock.Advance(TimeSpan.FromSeconds(40 * 12));

        await AssertRefusedAsync(HttpStatusCode.BadRequest, "TicketParams expired", await _payer.PostSegmentAsync(info, [1], 0, Some.Segment, Some.P240));
    }

    [Fact]
    public async Task Segment_AfterThirtyMinutes_TokenHasExpired()
    {
        var info = await _payer.GetInfoAsync();
        _clock.Advance(TimeSpan.FromMinutes(31));

        await AssertRefusedAsync(HttpStatusCode.Forbidden, "expired auth token", await _payer.PostSegmentAsync(info, [1], 0, Some.Segment, Some.P240));
    }

    [Fact]
    public async Task Segment_OtherBytesThanSigned_IsForbidden()
    {
        var info = await _payer.GetInfoAsync();
        var request = Payer.Request("/segment", _payer.Pay(info, 1), _payer.Credentials(info, 0, Some.Segment, Some.P240), [1, 2, 3]);

        await AssertRefusedAsync(HttpStatusCode.Forbidden, "Forbidden", await _payer.Http.SendAsync(request));
    }

    [Fact]
    public async Task Segment_UnreadablePayment_Is402()
    {
        var info = await _payer.GetInfoAsync();
        using var request = Payer.Request("/segment", null, _payer.Credentials(info, 0, Some.Segment, Some.P240), Some.Segment);
        request.Headers.Remove("Livepeer-Payment");
        request.Headers.Add("Livepeer-Payment", "!");

        await AssertRefusedAsync(HttpStatusCode.PaymentRequired, "base64 decode error: illegal base64 data at input byte 0", await _payer.Http.SendAsync(request));
    }

    [Fact]
    public async Task Segment_NegativePrice_IsRefusedHereThoughTheNetworkTakesIt()
    {
        var info = await _payer.GetInfoAsync();
        var payment = _payer.Pay(info, 1);
        payment.ExpectedPrice = new PriceInfo { PricePerUnit = -1_200, PixelsPerUnit = -1 };
        var request = Payer.Request("/segment", payment, _payer.Credentials(info, 0, Some.Segment, Some.P240), Some.Segment);

        await AssertRefusedAsync(HttpStatusCode.BadRequest, "negative expected price", await _payer.Http.SendAsync(request));
    }

    [Fact]
    public async Task Segment_ExpirationTermsMissing_ConnectionClosesWithoutAnswer()
    {
        var info = await _payer.GetInfoAsync();
        var payment = _payer.Pay(info, 1);
        payment.ExpirationParams = null;

        await Assert.ThrowsAsync<HttpRequestException>(
            () => _payer.Http.SendAsync(Payer.Request("/segment", payment, _payer.Credentials(info, 0, Some.Segment, Some.P240), Some.Segment)));
    }

    [Fact]
    public async Task Segment_UnknownEncoder_IsALateError()
    {
        var info = await _payer.GetInfoAsync();
        var profile = Some.P240;
        profile.Encoder = VideoProfile.Types.VideoCodec.Vp9;

        var result = await Payer.ReadResultAsync(await _payer.PostSegmentAsync(info, [1], 0, Some.Segment, profile));

        Assert.Equal("Encoder not found", result.Error);
        Assert.Equal("0", _host.Stats().DebitedFeesWei);
    }

    [Fact]
    public async Task Segment_OtherSessionRunning_FullOrchestratorRefuses()
    {
        await using var host = await DevOrchestratorHost.StartAsync(Some.Fast(_clock) with { MaxSessions = 1 }, CancellationToken.None);
        using var payer = new Payer(host);
        var (first, second) = (await payer.GetInfoAsync(), await payer.GetInfoAsync());
        await Payer.ReadResultAsync(await payer.PostSegmentAsync(first, [1], 0, Some.Segment, Some.P240));

        await AssertRefusedAsync(HttpStatusCode.Forbidden, "OrchestratorCapped", await payer.PostSegmentAsync(second, [1], 0, Some.Segment, Some.P240));
        await Payer.ReadResultAsync(await payer.PostSegmentAsync(first, [2], 1, Some.Segment, Some.P240));

        await payer.Grpc.EndTranscodingSessionAsync(new EndTranscodingSessionRequest { AuthToken = first.AuthToken });
        await Payer.ReadResultAsync(await payer.PostSegmentAsync(second, [1], 0, Some.Segment, Some.P240));
    }

    [Fact]
    public async Task EndTranscodingSession_ForeignToken_IsRefused()
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await _payer.Grpc.EndTranscodingSessionAsync(
            new EndTranscodingSessionRequest { AuthToken = new AuthToken { SessionId = "00000000", Expiration = 4_102_444_800 } }));

        Assert.Equal(new Status(StatusCode.Unknown, "invalid auth token"), refusal.Status);
    }

    private static async Task AssertRefusedAsync(HttpStatusCode status, string text, HttpResponseMessage response)
    {
        Assert.Equal((status, text + "\n"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType?.ToString());
    }
}
