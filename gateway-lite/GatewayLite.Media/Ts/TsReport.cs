using GatewayLite.Media.Segments;

namespace GatewayLite.Media.Ts;

/// <summary>What reading a segment found.</summary>
public sealed record TsReport
{
    /// <summary>Why the bytes are unusable; the rest then holds what was found before.</summary>
    public TsFault Fault { get; init; }

    /// <summary>Codecs and visible size.</summary>
    public required MediaFormat Format { get; init; }

    /// <summary>Smallest video presentation time, 90 kHz; null without video.</summary>
    public MediaTime? FirstVideoPts { get; init; }

    /// <summary>Largest video presentation time, 90 kHz, unwrapped so that it is not below the first.</summary>
    public MediaTime? LastVideoPts { get; init; }

    /// <summary>First audio presentation time, 90 kHz; null without audio.</summary>
    public MediaTime? FirstAudioPts { get; init; }

    /// <summary>Last audio presentation time, 90 kHz, unwrapped.</summary>
    public MediaTime? LastAudioPts { get; init; }

    /// <summary>Video access units (pictures).</summary>
    public int VideoUnits { get; init; }

    /// <summary>Audio PES packets.</summary>
    public int AudioUnits { get; init; }

    /// <summary>Packets whose continuity counter does not follow from the packet before in the same segment.</summary>
    public int ContinuityErrors { get; init; }

    /// <summary>Whether the first picture can be decoded on its own (an IDR or marked as random access).</summary>
    public bool StartsWithKeyFrame { get; init; }

    /// <summary>Last minus first video time plus one frame; of the audio when there is no video; null when fewer than two units tell.</summary>
    public MediaTime? MeasuredDuration { get; init; }
}
