namespace Livepeer.Wire.Matching;

/// <summary>What a video job sends in.</summary>
/// <param name="Codec">Codec of the source.</param>
/// <param name="Sampling">Pixel format of an H.264 source.</param>
/// <param name="Pushed">Whether segments come in by HTTP push; RTMP otherwise.</param>
public sealed record VideoSource(SourceCodec Codec, SourceSampling Sampling, bool Pushed)
{
    /// <summary>H.264 4:2:0 of 8 bits by RTMP.</summary>
    public static VideoSource Rtmp { get; } = new(SourceCodec.H264, SourceSampling.Usual, Pushed: false);

    /// <summary>H.264 4:2:0 of 8 bits by HTTP push.</summary>
    public static VideoSource Push { get; } = new(SourceCodec.H264, SourceSampling.Usual, Pushed: true);
}

/// <summary>Codecs that orchestrators decode.</summary>
public enum SourceCodec
{
    /// <summary>H.264, also when the codec is not known.</summary>
    H264,

    /// <summary>H.265.</summary>
    Hevc,

    /// <summary>VP8.</summary>
    Vp8,

    /// <summary>VP9.</summary>
    Vp9,
}

/// <summary>Pixel formats of H.264 that need a capability of their own.</summary>
public enum SourceSampling
{
    /// <summary>4:2:0 of 8 bits, or not known.</summary>
    Usual,

    /// <summary>4:4:4 of 8 bits.</summary>
    Full444,

    /// <summary>4:2:2 of 8 bits.</summary>
    Half422,

    /// <summary>4:4:4 of 10 bits.</summary>
    Full444TenBit,

    /// <summary>4:2:2 of 10 bits.</summary>
    Half422TenBit,

    /// <summary>4:2:0 of 10 bits.</summary>
    Quarter420TenBit,
}
