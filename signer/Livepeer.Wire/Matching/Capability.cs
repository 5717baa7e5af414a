namespace Livepeer.Wire.Matching;

/// <summary>What an orchestrator can do; the value is the bit of the capability bit string and the id in prices.</summary>
/// <remarks>Source: go-livepeer core/capabilities.go. 13 is retired.</remarks>
public enum Capability
{
    /// <summary>H.264, in and out.</summary>
    H264 = 0,

    /// <summary>MPEG-TS renditions.</summary>
    MpegTs = 1,

    /// <summary>MP4 renditions.</summary>
    Mp4 = 2,

    /// <summary>Frame rates with a denominator.</summary>
    FractionalFrameRates = 3,

    /// <summary>Storage at the orchestrator.</summary>
    StorageDirect = 4,

    /// <summary>Storage in S3.</summary>
    StorageS3 = 5,

    /// <summary>Storage in GCS.</summary>
    StorageGcs = 6,

    /// <summary>H.264 baseline profile.</summary>
    H264Baseline = 7,

    /// <summary>H.264 main profile.</summary>
    H264Main = 8,

    /// <summary>H.264 high profile.</summary>
    H264High = 9,

    /// <summary>H.264 constrained high profile.</summary>
    H264ConstrainedHigh = 10,

    /// <summary>Requested distance of key frames.</summary>
    Gop = 11,

    /// <summary>Authentication tokens.</summary>
    AuthToken = 12,

    /// <summary>Perceptual hashes.</summary>
    Mpeg7Signature = 14,

    /// <summary>HEVC in.</summary>
    HevcDecode = 15,

    /// <summary>HEVC out.</summary>
    HevcEncode = 16,

    /// <summary>VP8 in.</summary>
    Vp8Decode = 17,

    /// <summary>VP9 in.</summary>
    Vp9Decode = 18,

    /// <summary>VP8 out.</summary>
    Vp8Encode = 19,

    /// <summary>VP9 out.</summary>
    Vp9Encode = 20,

    /// <summary>H.264 4:4:4 of 8 bits in.</summary>
    H264Decode444 = 21,

    /// <summary>H.264 4:2:2 of 8 bits in.</summary>
    H264Decode422 = 22,

    /// <summary>H.264 4:4:4 of 10 bits in.</summary>
    H264Decode444TenBit = 23,

    /// <summary>H.264 4:2:2 of 10 bits in.</summary>
    H264Decode422TenBit = 24,

    /// <summary>H.264 4:2:0 of 10 bits in.</summary>
    H264Decode420TenBit = 25,

    /// <summary>Parts of segments.</summary>
    SegmentSlicing = 26,

    /// <summary>Images from text.</summary>
    TextToImage = 27,

    /// <summary>Images from images.</summary>
    ImageToImage = 28,

    /// <summary>Video from an image.</summary>
    ImageToVideo = 29,

    /// <summary>Larger images.</summary>
    Upscale = 30,

    /// <summary>Transcripts.</summary>
    AudioToText = 31,

    /// <summary>Masks.</summary>
    SegmentAnything2 = 32,

    /// <summary>Language models.</summary>
    Llm = 33,

    /// <summary>Captions.</summary>
    ImageToText = 34,

    /// <summary>Live video through a model.</summary>
    LiveVideoToVideo = 35,

    /// <summary>Speech.</summary>
    TextToSpeech = 36,

    /// <summary>Bring your own capability.</summary>
    Byoc = 37,
}
