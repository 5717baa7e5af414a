namespace GatewayLite.Media.Timeline;

/// <summary>What happened on one timeline since it began.</summary>
/// <param name="SourceSegments">Source segments appended.</param>
/// <param name="RenditionSegments">Rendition segments stored.</param>
/// <param name="BacklogDrops">Source segments that the transcoding side never saw because it was behind.</param>
/// <param name="LateRenditions">Rendition segments that came after their gap was listed.</param>
/// <param name="Gaps">Rendition segments listed as gaps.</param>
/// <param name="MemoryEvictions">Segments dropped before their time because the byte budget was spent.</param>
/// <param name="Discontinuities">Segments marked as not following from the one before.</param>
public readonly record struct TimelineCounts(
    long SourceSegments, long RenditionSegments, long BacklogDrops, long LateRenditions, long Gaps, long MemoryEvictions, long Discontinuities);
