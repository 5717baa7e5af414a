using System.Collections.Immutable;
using GatewayLite.Media.Segments;

namespace GatewayLite.Media.Timeline;

/// <summary>What players may know of a stream at one moment: the listed window of every rendition.</summary>
/// <param name="StreamName">Public name of the stream.</param>
/// <param name="TargetDurationSeconds">Bound of every listed duration after rounding; only ever raised.</param>
/// <param name="DiscontinuitySequence">Discontinuities that left the window.</param>
/// <param name="Ended">True when nothing will be added.</param>
/// <param name="Segments">The window, oldest first, numbers without holes; the same for every rendition.</param>
/// <param name="Renditions">The source first, then the others in the order they were asked for.</param>
public sealed record TimelineSnapshot(
    string StreamName,
    int TargetDurationSeconds,
    long DiscontinuitySequence,
    bool Ended,
    ImmutableArray<SegmentFacts> Segments,
    ImmutableArray<ListedRendition> Renditions)
{
    /// <summary>Number of the first listed segment; 0 when none is listed.</summary>
    public long FirstNumber => Segments.IsEmpty ? 0 : Segments[0].Number;

    /// <summary>The rendition of that name; null when the stream has none.</summary>
    public ListedRendition? Find(string rendition) => Renditions.FirstOrDefault(candidate => candidate.Name == rendition);
}
