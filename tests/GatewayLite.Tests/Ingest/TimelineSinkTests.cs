using GatewayLite.Ingest;
using GatewayLite.Media.Segments;
using GatewayLite.Media.Timeline;
using GatewayLite.Pipelines.Video;
using Microsoft.Extensions.Time.Testing;
using SourceSegment = GatewayLite.Media.Timeline.SourceSegment;

namespace GatewayLite.Tests.Ingest;

public sealed class TimelineSinkTests
{
    private const string Name = "P240";
    private const int Large = 300_000;

    private readonly FakeTimeProvider _clock = new();
    private readonly SegmentMemory _memory = new(1 << 20);

    [Fact]
    public async Task Rendition_InASpentBudget_TakesRoomFromItsOwnOldSegments()
    {
        using var streams = new LiveStreams(new LiveStreamsOptions(), _clock);
        var publication = streams.Open(new StreamOpening("movie", [new RenditionSpec(Name, 426, 240, 600_000)])).Publication!;
        while (_memory.TryCopy(new byte[Large]) is { } bytes)
        {
            publication.AppendSource(new SourceSegment
            {
                Bytes = bytes,
                Duration = MediaTime.FromMilliseconds(2000),
                WallTime = _clock.GetUtcNow(),
                Format = new MediaFormat("avc1.64001f", "mp4a.40.2", 1280, 720),
            });
        }

        var last = publication.Timeline.Counts.SourceSegments - 1;
        await new TimelineSink(publication.Timeline, _memory).CompleteAsync(
            new SegmentOutcome.Transcoded(last, [new Rendition(Name, new byte[Large], 1)], new Uri("https://127.0.0.1:1")), CancellationToken.None);

        Assert.Equal(1, publication.Timeline.Counts.RenditionSegments);
        Assert.Equal(0, _memory.Forgotten);
    }

    [Fact]
    public async Task Segment_ThatWasLost_IsAGapInEveryRendition()
    {
        using var streams = new LiveStreams(new LiveStreamsOptions(), _clock);
        RenditionSpec[] renditions = [new(Name, 426, 240, 600_000), new("P360", 640, 360, 1_200_000)];
        var publication = streams.Open(new StreamOpening("movie", renditions)).Publication!;
        publication.AppendSource(new SourceSegment
        {
            Bytes = _memory.TryCopy([1])!,
            Duration = MediaTime.FromMilliseconds(2000),
            WallTime = _clock.GetUtcNow(),
            Format = new MediaFormat("avc1.64001f", null, 1280, 720),
        });

        await new TimelineSink(publication.Timeline, _memory).CompleteAsync(new SegmentOutcome.Lost(0, LossReason.NoOrchestrator, "nobody"), CancellationToken.None);

        Assert.All(renditions, rendition => Assert.True(publication.Timeline.Snapshot().Find(rendition.Name)!.Gaps[0]));
    }
}
