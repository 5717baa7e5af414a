using GatewayLite.Media.Segments;
using GatewayLite.Media.Ts;

namespace GatewayLite.Media.Timeline;

/// <summary>A source segment on its way into a timeline: from the RTMP segmenter, or a whole one that was pushed.</summary>
public sealed class SourceSegment
{
    /// <summary>The MPEG-TS bytes; the timeline takes them over, also when it refuses them.</summary>
    public required SegmentBuffer Bytes { get; init; }

    /// <summary>Exact duration.</summary>
    public required MediaTime Duration { get; init; }

    /// <summary>Presentation time of the first video frame, 90 kHz.</summary>
    public MediaTime StartPts { get; init; }

    /// <summary>True when it does not follow from the segment before. The first of a reconnected publisher is marked by the timeline itself.</summary>
    public bool Discontinuity { get; init; }

    /// <summary>When its first frame arrived.</summary>
    public required DateTimeOffset WallTime { get; init; }

    /// <summary>Its tracks.</summary>
    public required MediaFormat Format { get; init; }

    /// <summary>The pusher's own number, or null for the next one. Must rise within a publication; what it skips becomes a gap in every rendition.</summary>
    public long? Number { get; init; }

    /// <summary>Describes a whole segment that was made elsewhere, by reading it.</summary>
    /// <param name="bytes">The segment; stays the caller's when the answer has no segment.</param>
    /// <param name="duration">The pusher's word on the duration; null to measure it (last minus first video time plus one frame).</param>
    /// <param name="wallTime">When it arrived.</param>
    /// <param name="number">The pusher's number; null for the next one.</param>
    /// <returns>The segment, or the fault that makes it unusable.</returns>
    public static (SourceSegment? Segment, TsFault Fault) FromTs(SegmentBuffer bytes, MediaTime? duration, DateTimeOffset wallTime, long? number)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var report = TsReader.Inspect(bytes.Written);
        if (report.Fault != TsFault.None)
        {
            return (null, report.Fault);
        }
        return (new SourceSegment
        {
            Bytes = bytes,
            Duration = duration ?? report.MeasuredDuration ?? MediaTime.FromMilliseconds(2000),
            StartPts = report.FirstVideoPts ?? report.FirstAudioPts ?? default,
            WallTime = wallTime,
            Format = report.Format,
            Number = number,
        }, TsFault.None);
    }
}
