using GatewayLite.Media.Segments;
using GatewayLite.Media.Timeline;

namespace GatewayLite.Media.Tests.EndToEnd;

/// <summary>What a timeline holds, written down for ffmpeg.</summary>
internal static class PublishedStream
{
    public static IReadOnlyList<SegmentFacts> Facts(StreamTimeline timeline) => [.. timeline.Snapshot().Segments];

    public static async Task<string> SaveAsync(StreamTimeline timeline)
    {
        var path = Path.Combine(Path.GetTempPath(), $"media-{Guid.NewGuid():N}.ts");
        await using var file = File.Create(path);
        for (var number = 0L; number < 100; number++)
        {
            using var segment = timeline.TryGetSegment(StreamTimeline.SourceRendition, number);
            if (segment is not null)
            {
                await file.WriteAsync(segment.Bytes);
            }
        }
        return path;
    }

    /// <summary>Decodes everything; answers what ffmpeg complains about, which is nothing for clean input.</summary>
    public static async Task<string> ComplaintsAsync(StreamTimeline timeline)
    {
        var path = await SaveAsync(timeline);
        try
        {
            var (_, _, errors) = await Ffmpeg.RunAsync($"-nostdin -hide_banner -v warning -xerror -i {path} -f null -");
            return errors;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
