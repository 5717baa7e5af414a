using GatewayLite.Media.Segments;
using GatewayLite.Media.Timeline;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLite.Media.Tests.Timeline;

/// <summary>A registry with a clock that stands still, and short ways to append.</summary>
internal sealed class TimelineFixture : IDisposable
{
    public static readonly RenditionSpec P240 = new("P240", 426, 240, 600_000);
    public static readonly RenditionSpec P360 = new("P360", 0, 0, 0);

    public TimelineFixture(LiveStreamsOptions? options = null, long budgetBytes = 64 << 20)
    {
        Memory = new SegmentMemory(budgetBytes);
        Streams = new LiveStreams(options ?? new LiveStreamsOptions(), Clock);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public SegmentMemory Memory { get; }

    public LiveStreams Streams { get; }

    public Publication Open(string name = "movie", params RenditionSpec[] renditions) => Streams.Open(new StreamOpening(name, renditions)).Publication!;

    public SourceSegment Segment(int milliseconds = 2000, int bytes = 1000, bool discontinuity = false, long? number = null) => new()
    {
        Bytes = Memory.TryCopy(new byte[bytes])!,
        Duration = MediaTime.FromMilliseconds(milliseconds),
        Discontinuity = discontinuity,
        WallTime = Clock.GetUtcNow(),
        Format = new MediaFormat("avc1.64001f", "mp4a.40.2", 1280, 720),
        Number = number,
    };

    public void Append(Publication publication, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(AppendResult.Appended, publication.AppendSource(Segment()).Result);
        }
    }

    public RenditionResult Store(Publication publication, string rendition, long number, int bytes = 300) =>
        publication.Timeline.AppendRendition(rendition, number, Memory.TryCopy(new byte[bytes])!);

    public static long[] Listed(Publication publication) => [.. publication.Timeline.Snapshot().Segments.Select(segment => segment.Number)];

    public static bool[] Gaps(Publication publication, string rendition) => [.. publication.Timeline.Snapshot().Find(rendition)!.Gaps];

    public void Dispose() => Streams.Dispose();
}
