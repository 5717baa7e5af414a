using System.Globalization;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Transcoding;

/// <summary>The command line that makes all renditions of a segment in one process.</summary>
/// <remarks>
/// Every segment is a process of its own, and still its output must join the one before. So timestamps are the source's (copyts, no mux delay),
/// there are no frames out of order (a decode time before the segment's start would overlap), and a frame rate is converted on a grid that
/// does not depend on where the segment starts. Continuity counters restart, as they do at real orchestrators.
/// </remarks>
internal static class FfmpegArguments
{
    public static IReadOnlyList<string> Transcode(string source, IReadOnlyList<VideoProfile> profiles, Func<int, string> target)
    {
        List<string> arguments = ["-hide_banner", "-nostdin", "-loglevel", "error", "-y", "-copyts", "-i", source];
        for (var i = 0; i < profiles.Count; i++)
        {
            arguments.AddRange(Output(profiles[i]));
            arguments.Add(target(i));
        }

        return arguments;
    }

    /// <summary>Width, height and number of packets (which are frames) of the first video stream, one number a line.</summary>
    public static IReadOnlyList<string> Count(string file) =>
    [
        "-v", "error", "-select_streams", "v:0", "-count_packets", "-show_entries", "stream=width,height,nb_read_packets",
        "-of", "default=noprint_wrappers=1:nokey=1", file,
    ];

    private static IEnumerable<string> Output(VideoProfile profile) =>
    [
        "-map", "0:v:0", "-map", "0:a?",
        "-c:v", "libx264", "-preset", "ultrafast", "-bf", "0", "-pix_fmt", "yuv420p",
        "-vf", Filter(profile), "-fps_mode", "passthrough", "-enc_time_base", "-1",
        .. Bitrate(profile),
        .. Gop(profile),
        .. EncoderProfile(profile),
        "-c:a", "copy",
        "-muxdelay", "0", "-muxpreload", "0",
        .. Format(profile),
    ];

    /// <summary>Fits the larger side and keeps the aspect; encoders want even numbers.</summary>
    private static string Filter(VideoProfile profile)
    {
        var width = profile.Width & ~1;
        var height = profile.Height & ~1;
        var scale = string.Create(CultureInfo.InvariantCulture, $"scale=w='if(gte(iw,ih),{width},-2)':h='if(lt(iw,ih),{height},-2)'");
        return profile.Fps == 0
            ? scale
            : string.Create(CultureInfo.InvariantCulture, $"fps={profile.Fps}/{Math.Max(1, profile.FpsDen)},{scale}");
    }

    private static IEnumerable<string> Bitrate(VideoProfile profile)
    {
        var bitrate = profile.Bitrate.ToString(CultureInfo.InvariantCulture);
        return profile.Bitrate > 0 ? ["-b:v", bitrate, "-maxrate", bitrate, "-bufsize", bitrate] : ["-crf", "23"];
    }

    private static IEnumerable<string> Gop(VideoProfile profile) => profile.Gop switch
    {
        < 0 => ["-g", "1"],
        0 => [],
        _ => ["-force_key_frames", string.Create(
            CultureInfo.InvariantCulture,
            $"expr:if(isnan(prev_forced_t),1,gte(t,prev_forced_t+{profile.Gop / 1000}.{profile.Gop % 1000:000}))")],
    };

    private static IEnumerable<string> EncoderProfile(VideoProfile profile) => profile.Profile switch
    {
        VideoProfile.Types.Profile.H264Baseline => ["-profile:v", "baseline"],
        VideoProfile.Types.Profile.H264Main => ["-profile:v", "main"],
        VideoProfile.Types.Profile.H264High or VideoProfile.Types.Profile.H264ConstrainedHigh => ["-profile:v", "high"],
        _ => [],
    };

    private static IEnumerable<string> Format(VideoProfile profile) =>
        profile.Format == VideoProfile.Types.Format.Mp4 ? ["-f", "mp4", "-movflags", "+faststart"] : ["-f", "mpegts"];
}
