using System.Collections.Immutable;
using Livepeer.Crypto;
using Livepeer.Payments.Jobs;
using Livepeer.Protos.RemoteSigner.V1;
using Livepeer.Wire.Headers;
using WireSegment = Livepeer.Protos.RemoteSigner.V1.VideoSegmentJob;

namespace RemoteSigner.Api.Grpc;

/// <summary>Reads the video job of a request.</summary>
internal static class VideoSegmentReader
{
    public static Livepeer.Payments.Jobs.VideoSegmentJob? Read(WireSegment segment, FieldChecks checks)
    {
        checks.Length("video_segment.manifest_id", segment.ManifestId, 1, RequestLimits.KeyLength);
        checks.Within("video_segment.sequence", segment.Sequence, 0, long.MaxValue);
        checks.Bytes("video_segment.segment_hash", segment.SegmentHash.Length, Hash32.Size, Hash32.Size);
        checks.Within("video_segment.duration_millis", segment.DurationMillis, 1, WireLimits.SegmentMillis, "milliseconds");
        checks.Count("video_segment.profiles", segment.Profiles.Count, 1, RequestLimits.Profiles);
        checks.Bytes("video_segment.capabilities", segment.Capabilities.Length, 0, RequestLimits.CapabilitiesBytes);
        checks.Count("video_segment.storage", segment.Storage.Count, 0, RequestLimits.Storages);
        foreach (var storage in segment.Storage)
        {
            checks.Bytes("video_segment.storage", storage.Length, 0, RequestLimits.StorageBytes);
        }

        foreach (var profile in segment.Profiles)
        {
            Check(profile, checks);
        }

        return checks.Refusal is null
            ? new Livepeer.Payments.Jobs.VideoSegmentJob(
                segment.ManifestId,
                (long)segment.Sequence,
                new Hash32(segment.SegmentHash.Span),
                (int)segment.DurationMillis,
                Profiles(segment),
                segment.Capabilities.Memory,
                segment.Storage.Count == 0 ? [] : [.. segment.Storage.Select(storage => storage.Memory)],
                segment.ForceSessionReinit)
            : null;
    }

    private static void Check(VideoProfileSpec profile, FieldChecks checks)
    {
        checks.Length("video_segment.profiles.name", profile.Name, 1, RequestLimits.ProfileNameLength);
        checks.Within("video_segment.profiles.width", profile.Width, 1, RequestLimits.Pixels, "pixels");
        checks.Within("video_segment.profiles.height", profile.Height, 1, RequestLimits.Pixels, "pixels");
        checks.Within("video_segment.profiles.bitrate", profile.Bitrate, 0, int.MaxValue, "bit/s");
        checks.Within("video_segment.profiles.fps", profile.Fps, 0, int.MaxValue);
        checks.Within("video_segment.profiles.fps_den", profile.FpsDen, 0, int.MaxValue);
        checks.Within("video_segment.profiles.format", profile.Format, 0, int.MaxValue);
        checks.Within("video_segment.profiles.profile", profile.Profile, 0, int.MaxValue);
        checks.Within("video_segment.profiles.encoder", profile.Encoder, 0, int.MaxValue);
        checks.Within("video_segment.profiles.quality", profile.Quality, 0, int.MaxValue);
    }

    private static ImmutableArray<VideoProfile> Profiles(WireSegment segment)
    {
        var profiles = ImmutableArray.CreateBuilder<VideoProfile>(segment.Profiles.Count);
        foreach (var profile in segment.Profiles)
        {
            profiles.Add(new VideoProfile(
                profile.Name,
                (int)profile.Width,
                (int)profile.Height,
                (int)profile.Bitrate,
                (int)profile.Fps,
                (int)profile.FpsDen,
                (int)profile.Format,
                (int)profile.Profile,
                profile.GopMillis,
                (int)profile.Encoder,
                (int)profile.Quality));
        }

        return profiles.MoveToImmutable();
    }
}
