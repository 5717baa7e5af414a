namespace Livepeer.Payments.Jobs;

/// <summary>One requested rendition.</summary>
/// <param name="Name">Non-empty; its hash is covered by the segment signature.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Bitrate">Bit/s.</param>
/// <param name="Fps">Frames per <paramref name="FpsDen"/> seconds; 0 keeps the source's rate.</param>
/// <param name="FpsDen">0 means 1.</param>
/// <param name="Format">0 MPEG-TS, 1 MP4.</param>
/// <param name="EncoderProfile">0 encoder's default, 1 baseline, 2 main, 3 high, 4 constrained high.</param>
/// <param name="GopMillis">0 encoder's default, -1 intra only, else milliseconds.</param>
/// <param name="Encoder">0 H.264, 1 HEVC, 2 VP8, 3 VP9.</param>
/// <param name="Quality">CRF or CQ; 0 = none.</param>
/// <remarks>Source: go-livepeer net/lp_rpc.proto VideoProfile.</remarks>
public sealed record VideoProfile(
    string Name,
    int Width,
    int Height,
    int Bitrate,
    int Fps,
    int FpsDen = 0,
    int Format = 0,
    int EncoderProfile = 0,
    int GopMillis = 0,
    int Encoder = 0,
    int Quality = 0);
