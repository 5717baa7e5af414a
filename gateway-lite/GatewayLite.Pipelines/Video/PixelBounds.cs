using Livepeer.Payments.Jobs;

namespace GatewayLite.Pipelines.Video;

/// <summary>How many output pixels a rendition may have. Who bills more than that takes money for nothing.</summary>
internal static class PixelBounds
{
    /// <summary>Frame rate that a pass-through rendition may have: twice what orchestrators estimate with, so that 120 fps sources pass. Source: go-livepeer server/segment_rpc.go (60).</summary>
    private const int PassThroughFps = 120;

    /// <summary>Frames beyond duration times rate: rounding and the frame at the end.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    public static long Most(VideoProfile profile, TimeSpan duration)
    {
        long fps = profile.Fps == 0 ? PassThroughFps : (profile.Fps + Math.Max(1, profile.FpsDen) - 1) / Math.Max(1, profile.FpsDen);

        // Orchestrators keep the aspect ratio and fit the larger side, so a square source makes a square of it.
        long side = Math.Max(profile.Width, profile.Height);
        var millis = (long)Math.Ceiling((duration + Slack).TotalMilliseconds);
        return side * side * fps * millis / 1000;
    }
}
