namespace EndToEnd.Tests.Support;

/// <summary>What publishers show: small, so that the machine's time goes to what is tested.</summary>
internal static class Picture
{
    public const string Moving = "testsrc2=size=320x180:rate=15";
    public const string Red = "color=c=red:size=320x180:rate=15";
    public const string Blue = "color=c=blue:size=320x180:rate=15";

    /// <summary>The one preset that small networks offer.</summary>
    public const string Profile = "P144p30fps16x9";

    // Key frames every 2 s, as long as segments are.
    private const string FramesBetweenKeyFrames = "30";

    /// <summary>Arguments of an ffmpeg that publishes the picture with a tone, in real time, until it is stopped.</summary>
    public static string[] Arguments(string picture, Uri address) =>
    [
        "-nostdin", "-hide_banner", "-loglevel", "warning", "-re",
        "-f", "lavfi", "-i", picture,
        "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100",
        "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-threads", "1", "-pix_fmt", "yuv420p", "-b:v", "300k",
        "-g", FramesBetweenKeyFrames, "-keyint_min", FramesBetweenKeyFrames, "-sc_threshold", "0",
        "-c:a", "aac", "-b:a", "64k",
        "-f", "flv", address.AbsoluteUri,
    ];
}
