using System.Collections.Immutable;
using GatewayLite.Media.Segments;

namespace GatewayLite.Media.Timeline;

/// <summary>One rendition of a snapshot.</summary>
/// <param name="Name">Name in playback paths.</param>
/// <param name="Format">Its tracks; null before its first segment.</param>
/// <param name="Width">Measured or else announced width in pixels; 0 when unknown.</param>
/// <param name="Height">Measured or else announced height in pixels; 0 when unknown.</param>
/// <param name="PeakBitsPerSecond">Highest rate of a segment so far, or else the announced rate; 0 when unknown.</param>
/// <param name="AverageBitsPerSecond">Rate over all segments so far, or else the announced rate; 0 when unknown.</param>
/// <param name="Gaps">For each listed segment whether this rendition lacks it.</param>
public sealed record ListedRendition(
    string Name, MediaFormat? Format, int Width, int Height, long PeakBitsPerSecond, long AverageBitsPerSecond, ImmutableArray<bool> Gaps);
