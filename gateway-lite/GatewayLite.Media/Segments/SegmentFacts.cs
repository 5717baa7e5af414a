namespace GatewayLite.Media.Segments;

/// <summary>What is known of one segment beside its bytes.</summary>
/// <param name="Number">Position in its stream, from 0, without holes; the same in every rendition.</param>
/// <param name="Duration">Exact duration of the source segment, also for its renditions.</param>
/// <param name="StartPts">Presentation time of the first video frame, 90 kHz, wrapping at 2^33.</param>
/// <param name="Discontinuity">True when timestamps or parameters do not follow from the segment before.</param>
/// <param name="WallTime">When the first frame of the source segment arrived (start of the run of segments plus media time).</param>
/// <param name="PublishId">The publication it came from: 8 hex digits.</param>
public sealed record SegmentFacts(long Number, MediaTime Duration, MediaTime StartPts, bool Discontinuity, DateTimeOffset WallTime, string PublishId);
