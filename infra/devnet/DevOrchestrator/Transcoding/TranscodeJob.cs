using Livepeer.Protos.Net;

namespace DevOrchestrator.Transcoding;

/// <summary>One segment and what is wanted of it.</summary>
internal sealed record TranscodeJob(ReadOnlyMemory<byte> Segment, TimeSpan Duration, IReadOnlyList<VideoProfile> Profiles)
{
    public const int MaxProfiles = 16;
    public const int MaxSide = 8192;

    /// <summary>Why the job cannot be done, in the texts that gateways know; or null.</summary>
    public string? Problem() =>
        Profiles.Count > MaxProfiles ? "Too many outputs"
        : Profiles.Any(profile => profile.Width is < 16 or > MaxSide || profile.Height is < 16 or > MaxSide) ? "TranscoderInvalidResolution"
        : Profiles.Any(profile => profile.Gop < -1) ? "TranscoderInvalidGOP"
        : Profiles.Any(profile => profile.Encoder != VideoProfile.Types.VideoCodec.H264) ? "Encoder not found"
        : null;

    public static string Extension(VideoProfile profile) => profile.Format == VideoProfile.Types.Format.Mp4 ? "mp4" : "ts";
}
