using System.Collections.Immutable;
using Livepeer.Payments.Jobs;

namespace Livepeer.Wire.Matching;

/// <summary>Which capabilities a video job needs.</summary>
/// <remarks>Source: go-livepeer core/capabilities.go JobCapabilities.</remarks>
internal static class VideoNeeds
{
    public static IEnumerable<Capability> Of(VideoSource source, ImmutableArray<VideoProfile> profiles)
    {
        yield return Capability.AuthToken;
        if (source.Pushed)
        {
            // Upstream asks for slicing with every push, also when nothing is sliced: orchestrators without it never see pushed streams.
            yield return Capability.SegmentSlicing;
        }

        yield return Decoding(source.Codec);
        if (source.Codec == SourceCodec.H264 && source.Sampling != SourceSampling.Usual)
        {
            yield return Decoding(source.Sampling);
        }

        foreach (var need in profiles.SelectMany(OfProfile))
        {
            yield return need;
        }
    }

    private static IEnumerable<Capability> OfProfile(VideoProfile profile)
    {
        yield return profile.Format == 0 ? Capability.MpegTs : Capability.Mp4;
        yield return profile.Encoder switch
        {
            0 => Capability.H264,
            1 => Capability.HevcEncode,
            2 => Capability.Vp8Encode,
            3 => Capability.Vp9Encode,
            _ => throw new ArgumentOutOfRangeException(nameof(profile), profile.Encoder, "Encoders are 0 to 3."),
        };
        if (profile.FpsDen > 0)
        {
            yield return Capability.FractionalFrameRates;
        }

        if (profile.EncoderProfile != 0)
        {
            yield return profile.EncoderProfile switch
            {
                1 => Capability.H264Baseline,
                2 => Capability.H264Main,
                3 => Capability.H264High,
                4 => Capability.H264ConstrainedHigh,
                _ => throw new ArgumentOutOfRangeException(nameof(profile), profile.EncoderProfile, "Encoder profiles are 0 to 4."),
            };
        }

        if (profile.GopMillis != 0)
        {
            yield return Capability.Gop;
        }
    }

    private static Capability Decoding(SourceCodec codec) => codec switch
    {
        SourceCodec.H264 => Capability.H264,
        SourceCodec.Hevc => Capability.HevcDecode,
        SourceCodec.Vp8 => Capability.Vp8Decode,
        SourceCodec.Vp9 => Capability.Vp9Decode,
        _ => throw new ArgumentOutOfRangeException(nameof(codec), codec, "Not a source codec."),
    };

    private static Capability Decoding(SourceSampling sampling) => sampling switch
    {
        SourceSampling.Full444 => Capability.H264Decode444,
        SourceSampling.Half422 => Capability.H264Decode422,
        SourceSampling.Full444TenBit => Capability.H264Decode444TenBit,
        SourceSampling.Half422TenBit => Capability.H264Decode422TenBit,
        SourceSampling.Quarter420TenBit => Capability.H264Decode420TenBit,
        _ => throw new ArgumentOutOfRangeException(nameof(sampling), sampling, "Not a sampling with a capability."),
    };
}
