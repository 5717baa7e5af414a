using GatewayLite.Media.Timeline;

namespace GatewayLite.Media.Tests.Timeline;

public sealed class PushedNumbersTests : IDisposable
{
    private readonly TimelineFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void FirstNumber_OfAFreshStream_IsKept()
    {
        var publication = _fixture.Open();

        Assert.Equal(new AppendOutcome(AppendResult.Appended, 17), publication.AppendSource(_fixture.Segment(number: 17)));
        Assert.Equal([17], TimelineFixture.Listed(publication));
        Assert.False(publication.Timeline.Snapshot().Segments[0].Discontinuity);
    }

    [Fact]
    public void Number_ThatDoesNotRise_IsRefusedAndReleased()
    {
        var publication = _fixture.Open();
        _ = publication.AppendSource(_fixture.Segment(number: 5));
        var used = _fixture.Memory.UsedBytes;

        Assert.Equal(AppendResult.NumberNotRising, publication.AppendSource(_fixture.Segment(number: 5)).Result);
        Assert.Equal(used, _fixture.Memory.UsedBytes);
    }

    [Fact]
    public void Numbers_LeftOut_BecomeGapsInEveryRendition()
    {
        var publication = _fixture.Open("movie", TimelineFixture.P240);
        _ = publication.AppendSource(_fixture.Segment(number: 0));
        _ = _fixture.Store(publication, "P240", 0);
        _ = publication.AppendSource(_fixture.Segment(number: 3));
        _ = _fixture.Store(publication, "P240", 3);

        Assert.Equal([0, 1, 2, 3], TimelineFixture.Listed(publication));
        Assert.Equal([false, true, true, false], TimelineFixture.Gaps(publication, "source"));
        Assert.Equal([false, true, true, false], TimelineFixture.Gaps(publication, "P240"));
        Assert.True(publication.Timeline.Snapshot().Segments[3].Discontinuity);
    }

    [Fact]
    public void Numbers_JumpingFar_BeginANewWindow()
    {
        var publication = _fixture.Open();
        _ = publication.AppendSource(_fixture.Segment(number: 0));
        _ = publication.AppendSource(_fixture.Segment(number: 1000));

        Assert.Equal([1000], TimelineFixture.Listed(publication));
    }

    [Fact]
    public void Numbers_OfAPusherThatBeganAnew_AreShiftedBehindTheTimeline()
    {
        var first = _fixture.Open();
        _ = first.AppendSource(_fixture.Segment(number: 10));
        first.End(EndReason.Inactive);
        var second = _fixture.Open();

        Assert.Equal(11, second.AppendSource(_fixture.Segment(number: 0)).Number);
        Assert.Equal(12, second.AppendSource(_fixture.Segment(number: 1)).Number);
        Assert.Equal([10, 11, 12], TimelineFixture.Listed(second));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void Number_OutOfRange_IsInvalid(long number) =>
        Assert.Equal(AppendResult.Invalid, _fixture.Open().AppendSource(_fixture.Segment(number: number)).Result);
}
