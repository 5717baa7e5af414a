using System.Numerics;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Billing;

/// <summary>Expected fee of a video segment: the pixels of all renditions, and 2 % for what encoders add.</summary>
/// <remarks>Source: go-livepeer server/segment_rpc.go estimateFee (v0.9.1).</remarks>
public static class VideoFee
{
    /// <summary>Frames per second assumed for a rendition that keeps the source's rate.</summary>
    public const int PassThroughFps = 60;

    // The binary fraction nearest to 1.02, which is what a gateway multiplies with.
    private static readonly BigInteger MarginNumerator = 2_296_835_809_958_953;
    private static readonly BigInteger MarginDenominator = 2_251_799_813_685_248;

    /// <summary>Pixels expected to be encoded: per rendition area, whole frames per second and whole seconds, each rounded up.</summary>
    /// <exception cref="OverflowException">The numbers are outside the bounds of a job.</exception>
    public static long Pixels(VideoSegmentJob job)
    {
        var seconds = CeilingOfQuotient(job.DurationMillis, 1000);
        var pixels = 0L;
        foreach (var profile in job.Profiles)
        {
            pixels += (long)profile.Width * profile.Height * FramesPerSecond(profile) * seconds;
        }

        return pixels;
    }

    /// <summary>Wei for a segment at a price per pixel, as an exact fraction.</summary>
    /// <exception cref="OverflowException">The numbers are outside the bounds of a job.</exception>
    public static Rational Of(VideoSegmentJob job, Rational pricePerPixel) =>
        new(Pixels(job) * MarginNumerator * pricePerPixel.Numerator, MarginDenominator * pricePerPixel.Denominator);

    // go-livepeer divides as doubles before it rounds up. Both sides have at most 32 bits, so a quotient above a whole number stays above it.
    private static long FramesPerSecond(VideoProfile profile) =>
        profile.Fps == 0 ? PassThroughFps : CeilingOfQuotient(profile.Fps, Math.Max(profile.FpsDen, 1));

    private static long CeilingOfQuotient(long value, long divisor) => (value + divisor - 1) / divisor;
}
