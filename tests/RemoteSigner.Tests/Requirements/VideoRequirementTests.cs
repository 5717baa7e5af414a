using Google.Protobuf;
using Livepeer.Payments.Money;
using Livepeer.Protos.Net;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Requirements;

/// <summary>Requirement C6 through the front door: one call for a segment gives both headers, and is settled with the pixels that came back.</summary>
public sealed class VideoRequirementTests
{
    // 426 x 240 pixels, 30 frames a second, 2.002 s counted as 3, 1,200 wei per pixel, and the margin of go-livepeer: the binary fraction nearest to 1.02.
    private static readonly Rational FeeWei = new Rational(426L * 240 * 30 * 3 * 1200) * new Rational(2_296_835_809_958_953, 2_251_799_813_685_248);

    [Fact]
    public async Task C6_SegmentPaidInOneCall_HasBothHeadersAndTheFeeOfItsPixels()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        var request = Requests.Segment("segment-7");

        var answer = await signer.PayAsync(request);

        var payment = Livepeer.Protos.Net.Payment.Parser.ParseFrom(ByteString.FromBase64(answer.PaymentHeader));
        var segment = SegData.Parser.ParseFrom(ByteString.FromBase64(answer.SegmentHeader));
        Assert.Equal(FeeWei.ToString(), answer.FeeWei);
        Assert.Equal((int)answer.TicketCount, payment.TicketSenderParams.Count);
        Assert.Equal(("stream-1", 7L), (segment.ManifestId.ToStringUtf8(), segment.Seq));
        Assert.Equal(request.VideoSegment.SegmentHash, segment.Hash);
        Assert.Equal(65, segment.Sig.Length);
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(20_000_000)]
    public async Task C6_SegmentSettledWithTheRealPixels_LeavesTheRestAsCredit(long pixels)
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        var paid = await signer.PayAsync(Requests.Segment("segment-7"));

        var report = new ReportOutcomeRequest { Settlements = { new Settlement { IdempotencyKey = "segment-7", Outcome = Outcome.Delivered, BilledUnits = (ulong)pixels } } };
        var settled = Assert.Single((await signer.Payments.ReportOutcomeAsync(report, signer.As())).Results);

        Assert.Equal(SettlementState.Settled, settled.State);
        Assert.Equal((Rational.Parse(paid.ExpectedValueWei) - new Rational(pixels * 1200)).ToString(), settled.BalanceWei);
    }
}
