using System.Globalization;

namespace DevNet.Processes;

/// <summary>Publishes a moving test picture with a tone by ffmpeg, as an encoder would.</summary>
internal static class TestPicture
{
    private const int FramesPerSecond = 30;
    private const int KeyFrameSeconds = 2;

    public static Task<ChildProcess> PublishAsync(Spawner spawner, string name, string rtmpUrl, int? seconds, string logFolder)
    {
        var length = seconds is { } limit ? ["-t", limit.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>();
        var rate = FramesPerSecond.ToString(CultureInfo.InvariantCulture);
        var gop = (FramesPerSecond * KeyFrameSeconds).ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "-nostdin", "-hide_banner", "-loglevel", "warning", "-re",
            "-f", "lavfi", "-i", $"testsrc2=size=1280x720:rate={rate}",
            "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000",
            .. length,
            "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-b:v", "1500k",
            "-g", gop, "-keyint_min", gop, "-sc_threshold", "0",
            "-c:a", "aac", "-b:a", "96k",
            "-f", "flv", rtmpUrl,
        ];
        return ChildProcess.StartAsync(spawner, name, "ffmpeg", arguments, logFolder);
    }
}
