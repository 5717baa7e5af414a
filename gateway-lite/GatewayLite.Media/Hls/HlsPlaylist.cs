using System.Globalization;
using System.Text;
using GatewayLite.Media.Segments;
using GatewayLite.Media.Timeline;

namespace GatewayLite.Media.Hls;

/// <summary>HLS playlists of a snapshot (RFC 8216, and EXT-X-GAP of its successor); pure text, no I/O. Paths as go-livepeer serves them.</summary>
public static class HlsPlaylist
{
    /// <summary>Content type of both kinds. Source: go-livepeer server/mediaserver.go.</summary>
    public const string ContentType = "application/x-mpegURL";

    /// <summary>Content type of the segments.</summary>
    public const string SegmentContentType = "video/mp2t";

    private const int VersionPlain = 3;
    private const int VersionWithGaps = 8;

    /// <summary>Segments after which a rendition that has none is no longer offered to new players.</summary>
    private const int SegmentsToAppear = 3;

    /// <summary>The master playlist, at <c>/stream/{name}.m3u8</c>; null until a segment is listed.</summary>
    public static string? Master(TimelineSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Segments.IsEmpty)
        {
            return null;
        }
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        foreach (var rendition in snapshot.Renditions.Where(rendition => IsOffered(snapshot, rendition)))
        {
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-STREAM-INF:PROGRAM-ID=0,BANDWIDTH={Math.Max(1, rendition.PeakBitsPerSecond)}");
            if (rendition.AverageBitsPerSecond > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $",AVERAGE-BANDWIDTH={rendition.AverageBitsPerSecond}");
            }
            if (rendition.Format is { Codecs.Length: > 0 } format)
            {
                text.Append(CultureInfo.InvariantCulture, $",CODECS=\"{format.Codecs}\"");
            }
            if (rendition is { Width: > 0, Height: > 0 })
            {
                text.Append(CultureInfo.InvariantCulture, $",RESOLUTION={rendition.Width}x{rendition.Height}");
            }
            text.Append(CultureInfo.InvariantCulture, $"\n{snapshot.StreamName}/{rendition.Name}.m3u8\n");
        }
        return text.ToString();
    }

    /// <summary>The media playlist of a rendition, at <c>/stream/{name}/{rendition}.m3u8</c>; null when it is unknown or no segment is listed yet.</summary>
    public static string? Media(TimelineSnapshot snapshot, string rendition)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Segments.IsEmpty || snapshot.Find(rendition) is not { } listed)
        {
            return null;
        }
        var version = listed.Gaps.Contains(true) ? VersionWithGaps : VersionPlain;
        var text = new StringBuilder(1024).Append(CultureInfo.InvariantCulture, $"#EXTM3U\n#EXT-X-VERSION:{version}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-TARGETDURATION:{snapshot.TargetDurationSeconds}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:{snapshot.FirstNumber}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-DISCONTINUITY-SEQUENCE:{snapshot.DiscontinuitySequence}\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        for (var i = 0; i < snapshot.Segments.Length; i++)
        {
            Append(text, snapshot.StreamName, rendition, snapshot.Segments[i], listed.Gaps[i], i == 0);
        }
        return text.Append(snapshot.Ended ? "#EXT-X-ENDLIST\n" : string.Empty).ToString();
    }

    /// <summary>Path and query of one segment.</summary>
    public static string SegmentPath(string streamName, string rendition, long number, string publishId) =>
        string.Create(CultureInfo.InvariantCulture, $"/stream/{streamName}/{rendition}/{number}.ts?v={publishId}");

    private static void Append(StringBuilder text, string streamName, string rendition, SegmentFacts segment, bool gap, bool first)
    {
        if (segment.Discontinuity)
        {
            text.Append("#EXT-X-DISCONTINUITY\n");
        }
        if (first || segment.Discontinuity)
        {
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-PROGRAM-DATE-TIME:{segment.WallTime.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\n");
        }
        if (gap)
        {
            text.Append("#EXT-X-GAP\n");
        }
        var milliseconds = segment.Duration.TotalMilliseconds;
        text.Append(CultureInfo.InvariantCulture, $"#EXTINF:{milliseconds / 1000}.{milliseconds % 1000:D3},\n");
        text.Append(SegmentPath(streamName, rendition, segment.Number, segment.PublishId)).Append('\n');
    }

    /// <summary>A rendition is offered once it has a segment; at the start also when it is announced, so that early players learn of it.</summary>
    private static bool IsOffered(TimelineSnapshot snapshot, ListedRendition rendition) =>
        rendition.Format is not null || (rendition is { Width: > 0, Height: > 0 } && snapshot.FirstNumber + snapshot.Segments.Length <= SegmentsToAppear);
}
