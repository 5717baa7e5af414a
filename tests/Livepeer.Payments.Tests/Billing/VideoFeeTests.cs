using Livepeer.Payments.Billing;
using Livepeer.Payments.Money;
using TestKit;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Billing;

public class VideoFeeTests
{
    public static TheoryData<int> Cases => PaymentVectors.Cases("estimateFee");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_Vector_IsExact(int index)
    {
        var vector = PaymentVectors.Case("estimateFee", index);
        var job = Some.Segment() with
        {
            DurationMillis = (int)(vector.GetProperty("durationSeconds").GetDecimal() * 1000),
            Profiles = [.. vector.GetProperty("profiles").EnumerateArray().Select(PaymentVectors.Profile)],
        };
        var price = new Rational(vector.GetProperty("price").Number("pricePerUnit"), vector.GetProperty("price").Number("pixelsPerUnit"));
        var fee = VideoFee.Of(job, price);
        Assert.Equal(vector.Number("outPixels"), VideoFee.Pixels(job));
        Assert.Equal(vector.Text("feeRat"), fee.ToString());
        Assert.Equal(vector.Text("feeFixed3"), fee.ToFixed(3));
    }

    [Theory]
    [InlineData(0, 0, 60)]
    [InlineData(0, 1001, 60)]
    [InlineData(30, 0, 30)]
    [InlineData(30_000, 1001, 30)]
    [InlineData(30_000, 999, 31)]
    [InlineData(1, 1_000_000, 1)]
    public void Pixels_FrameRate_IsRoundedUpToWholeFrames(int fps, int fpsDen, int frames)
    {
        var job = Some.Segment() with { DurationMillis = 1000, Profiles = [new("p", 10, 10, 1, fps, fpsDen)] };
        Assert.Equal(100 * frames, VideoFee.Pixels(job));
    }

    [Fact]
    public void Pixels_LargestJobThatPassesTheChecks_StaysBelow2To53()
    {
        var largest = new Livepeer.Payments.Jobs.VideoProfile("p", 16_384, 16_384, 1, 1_000_000, 1_000);
        var job = Some.Segment() with { DurationMillis = 300_000, Profiles = [.. Enumerable.Repeat(largest, 16)] };
        Assert.InRange(VideoFee.Pixels(job), 1, 1L << 53);
    }
}
