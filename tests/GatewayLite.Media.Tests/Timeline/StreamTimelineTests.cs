using GatewayLite.Media.Timeline;

namespace GatewayLite.Media.Tests.Timeline;

public sealed class StreamTimelineTests : IDisposable
{
    private static readonly TimeSpan Almost = TimeSpan.FromMilliseconds(3999);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(1);

    private readonly TimelineFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Source_WithoutRenditions_IsListedAtOnce()
    {
        var publication = _fixture.Open();
        _fixture.Append(publication, 2);

        Assert.Equal([0, 1], TimelineFixture.Listed(publication));
    }

    [Fact]
    public void Source_WithOpenRenditions_IsListedAfterTwiceItsDuration()
    {
        var publication = _fixture.Open("movie", TimelineFixture.P240);
        _fixture.Append(publication, 1);
        _fixture.Clock.Advance(Almost);
        Assert.Empty(TimelineFixture.Listed(publication));

        _fixture.Clock.Advance(Rest);
        Assert.Equal([0], TimelineFixture.Listed(publication));
        Assert.Equal([true], TimelineFixture.Gaps(publication, "P240"));
    }

    [Fact]
    public void Source_WithAllRenditionsDecided_IsListedAtOnce()
    {
        var publication = _fixture.Open("movie", TimelineFixture.P240, TimelineFixture.P360);
        _fixture.Append(publication, 1);
        Assert.Equal(RenditionResult.Stored, _fixture.Store(publication, "P240", 0));
        Assert.Empty(TimelineFixture.Listed(publication));
        Assert.Equal(RenditionResult.Stored, publication.Timeline.AppendGap("P360", 0));

        Assert.Equal([0], TimelineFixture.Listed(publication));
        Assert.Equal([false], TimelineFixture.Gaps(publication, "P240"));
        Assert.Equal([true], TimelineFixture.Gaps(publication, "P360"));
    }

    [Fact]
    public void Renditions_OutOfOrder_AreListedInOrder()
    {
        var publication = _fixture.Open("movie", TimelineFixture.P240);
        _fixture.Append(publication, 2);
        _ = _fixture.Store(publication, "P240", 1);
        Assert.Empty(TimelineFixture.Listed(publication));
        _ = _fixture.Store(publication, "P240", 0);

        Assert.Equal([0, 1], TimelineFixture.Listed(publication));
    }

    [Fact]
    public void Rendition_AfterItsGapWasListed_IsIgnoredAndCounted()
    {
        var publication = _fixture.Open("movie", TimelineFixture.P240);
        _fixture.Append(publication, 1);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(RenditionResult.TooLate, _fixture.Store(publication, "P240", 0));
        Assert.Equal((1, 1), (publication.Timeline.Counts.LateRenditions, publication.Timeline.Counts.Gaps));
        Assert.Null(publication.Timeline.TryGetSegment("P240", 0));
    }

    [Fact]
    public void Gap_ReportedLate_IsNotCountedAsALateRendition()
    {
        var publication = _fixture.Open("movie", TimelineFixture.P240);
        _fixture.Append(publication, 1);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(RenditionResult.TooLate, publication.Timeline.AppendGap("P240", 0));
        Assert.Equal(0, publication.Timeline.Counts.LateRenditions);
    }

    [Fact]
    public void Rendition_Twice_IsIgnored()
    {
        var publication = _fixture.Open("movie", TimelineFixture.P240);
        _fixture.Append(publication, 1);
        _ = _fixture.Store(publication, "P240", 0, 100);

        Assert.Equal(RenditionResult.AlreadyDecided, _fixture.Store(publication, "P240", 0, 200));
        using var segment = publication.Timeline.TryGetSegment("P240", 0);
        Assert.Equal(100, segment!.Length);
    }

    [Theory]
    [InlineData("P240", 1)]
    [InlineData("P240", -1)]
    [InlineData("P999", 0)]
    [InlineData("source", 0)]
    public void Rendition_OfNothing_IsUnknown(string rendition, long number)
    {
        var publication = _fixture.Open("movie", TimelineFixture.P240);
        _fixture.Append(publication, 1);
        var used = _fixture.Memory.UsedBytes;

        Assert.Equal(RenditionResult.Unknown, _fixture.Store(publication, rendition, number));
        Assert.Equal(used, _fixture.Memory.UsedBytes);
    }

    [Fact]
    public void Window_AfterManySegments_ListsSixAndKeepsTwelve()
    {
        var publication = _fixture.Open("movie", TimelineFixture.P240);
        for (var number = 0; number < 30; number++)
        {
            _fixture.Append(publication, 1);
            _ = _fixture.Store(publication, "P240", number);
        }

        Assert.Equal([24, 25, 26, 27, 28, 29], TimelineFixture.Listed(publication));
        Assert.Null(publication.Timeline.TryGetSegment("source", 17));
        using var oldest = publication.Timeline.TryGetSegment("source", 18);
        using var rendition = publication.Timeline.TryGetSegment("P240", 18);
        Assert.NotNull(oldest);
        Assert.NotNull(rendition);
        Assert.Equal(24 * 65_536, _fixture.Memory.UsedBytes);
    }

    [Fact]
    public void Burst_OfSegmentsThatWait_IsBounded()
    {
        using var fixture = new TimelineFixture(new LiveStreamsOptions { Timeline = new TimelineOptions { BacklogSegments = 100 } });
        var publication = fixture.Open("movie", TimelineFixture.P240);
        fixture.Append(publication, 40);

        Assert.Equal(27, TimelineFixture.Listed(publication)[^1]);
        Assert.Equal(24 * 65_536, fixture.Memory.UsedBytes);
    }

    [Fact]
    public void Appending_FromManyThreads_KeepsOrderWithoutHoles()
    {
        var publication = _fixture.Open("movie", TimelineFixture.P240);
        Parallel.For(0, 200, attempt =>
        {
            var number = publication.AppendSource(_fixture.Segment()).Number;
            _ = _fixture.Store(publication, "P240", number);
            _ = publication.Timeline.Snapshot();
        });

        Assert.Equal([194, 195, 196, 197, 198, 199], TimelineFixture.Listed(publication));
        Assert.Equal(0, _fixture.Memory.Forgotten);
    }

    [Fact]
    public void TargetDuration_OfListedSegments_IsOnlyRaised()
    {
        var publication = _fixture.Open();
        _fixture.Append(publication, 1);
        Assert.Equal(2, publication.Timeline.Snapshot().TargetDurationSeconds);
        _ = publication.AppendSource(_fixture.Segment(milliseconds: 4500));
        Assert.Equal(5, publication.Timeline.Snapshot().TargetDurationSeconds);
        _fixture.Append(publication, 20);

        Assert.Equal(5, publication.Timeline.Snapshot().TargetDurationSeconds);
    }

    [Fact]
    public void Discontinuities_ThatLeaveTheWindow_AreCountedInTheSequence()
    {
        var publication = _fixture.Open();
        _fixture.Append(publication, 1);
        _ = publication.AppendSource(_fixture.Segment(discontinuity: true));
        _fixture.Append(publication, 5);
        Assert.Equal(0, publication.Timeline.Snapshot().DiscontinuitySequence);
        _fixture.Append(publication, 1);
        Assert.Equal(1, publication.Timeline.Snapshot().DiscontinuitySequence);
        _fixture.Append(publication, 20);

        Assert.Equal(1, publication.Timeline.Snapshot().DiscontinuitySequence);
    }

    [Fact]
    public void Snapshot_WithoutChange_IsTheSameObject()
    {
        var publication = _fixture.Open();
        _fixture.Append(publication, 1);

        Assert.Same(publication.Timeline.Snapshot(), publication.Timeline.Snapshot());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(300_001)]
    public void Source_OfImpossibleDuration_IsRefusedAndReleased(int milliseconds)
    {
        var publication = _fixture.Open();

        Assert.Equal(AppendResult.Invalid, publication.AppendSource(_fixture.Segment(milliseconds)).Result);
        Assert.Equal(0, _fixture.Memory.UsedBytes);
    }

    [Fact]
    public void Memory_OfADroppedStream_ComesFromItsOwnOldestSegments()
    {
        using var fixture = new TimelineFixture(budgetBytes: 1 << 20);
        var publication = fixture.Open();
        fixture.Append(publication, 8);
        using var buffer = publication.Timeline.TryRent(fixture.Memory, 700_000);

        Assert.NotNull(buffer);
        Assert.Equal([4, 5, 6, 7], TimelineFixture.Listed(publication));
        Assert.Equal(4, publication.Timeline.Counts.MemoryEvictions);
    }

    [Fact]
    public void Memory_OfAnotherStream_IsNotTouched()
    {
        using var fixture = new TimelineFixture(budgetBytes: 1 << 20);
        var other = fixture.Open("other");
        fixture.Append(other, 12);
        var publication = fixture.Open();
        fixture.Append(publication, 1);

        Assert.Null(publication.Timeline.TryRent(fixture.Memory, 700_000));
        Assert.Equal(0, other.Timeline.Counts.MemoryEvictions);
        Assert.Equal([0], TimelineFixture.Listed(publication));
    }
}
