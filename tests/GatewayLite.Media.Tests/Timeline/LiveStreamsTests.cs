using GatewayLite.Media.Timeline;

namespace GatewayLite.Media.Tests.Timeline;

public sealed class LiveStreamsTests : IDisposable
{
    private readonly TimelineFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void SecondPublisher_OnALiveName_IsRefused()
    {
        var first = _fixture.Open();

        Assert.Equal(OpenResult.NameInUse, _fixture.Streams.Open(new StreamOpening("movie", [])).Result);
        Assert.Equal(EndReason.None, first.EndReason);
    }

    [Fact]
    public void SecondPublisher_WithTakeover_EndsTheFirstAndContinues()
    {
        var first = _fixture.Open();
        _fixture.Append(first, 2);
        var outcome = _fixture.Streams.Open(new StreamOpening("movie", []) { Takeover = true });

        Assert.Equal((OpenResult.Opened, true, true), (outcome.Result, outcome.TookOver, outcome.Continued));
        Assert.Equal(EndReason.TakenOver, first.EndReason);
        Assert.Equal(AppendResult.Ended, first.AppendSource(_fixture.Segment()).Result);
        Assert.Equal(2, outcome.Publication!.AppendSource(_fixture.Segment()).Number);
        Assert.True(outcome.Publication.Timeline.Snapshot().Segments[2].Discontinuity);
    }

    [Theory]
    [InlineData(4999, OpenResult.NameInUse)]
    [InlineData(5000, OpenResult.Opened)]
    public void SecondPublisher_AfterSilence_MayTakeOver(int silenceMs, OpenResult expected)
    {
        var first = _fixture.Open();
        _fixture.Clock.Advance(TimeSpan.FromSeconds(60));
        first.Touch();
        _fixture.Clock.Advance(TimeSpan.FromMilliseconds(silenceMs));

        Assert.Equal(expected, _fixture.Streams.Open(new StreamOpening("movie", [])).Result);
    }

    [Fact]
    public void Streams_BeyondTheLimit_AreRefusedUntilOneEnds()
    {
        using var fixture = new TimelineFixture(new LiveStreamsOptions { MaxSessions = 2 });
        var first = fixture.Open("a");
        _ = fixture.Open("b");
        Assert.Equal(OpenResult.TooManyStreams, fixture.Streams.Open(new StreamOpening("c", [])).Result);
        first.End(EndReason.PublisherFinished);

        Assert.Equal(OpenResult.Opened, fixture.Streams.Open(new StreamOpening("c", [])).Result);
    }

    [Fact]
    public void Stream_AfterItsEnd_StaysForTheGraceTimeAndIsThenFreed()
    {
        var publication = _fixture.Open();
        _fixture.Append(publication, 3);
        publication.End(EndReason.PublisherFinished);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True(_fixture.Streams.Find("movie")!.Snapshot().Ended);

        _fixture.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(_fixture.Streams.Find("movie"));
        Assert.Equal(0, _fixture.Memory.UsedBytes);
    }

    [Theory]
    [InlineData(EndReason.PublisherFinished, 0, true)]
    [InlineData(EndReason.Closed, 0, true)]
    [InlineData(EndReason.ConnectionLost, 9, false)]
    [InlineData(EndReason.ConnectionLost, 10, true)]
    public void Playlists_AfterTheEnd_EndAtOnceOrWaitForAReconnect(EndReason reason, int seconds, bool ended)
    {
        var publication = _fixture.Open();
        _fixture.Append(publication, 1);
        Assert.False(publication.Timeline.Snapshot().Ended);
        publication.End(reason);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(ended, publication.Timeline.Snapshot().Ended);
    }

    [Fact]
    public void Playlists_WithSegmentsThatWait_DoNotEndBeforeThem()
    {
        var publication = _fixture.Open("movie", TimelineFixture.P240);
        _fixture.Append(publication, 1);
        publication.End(EndReason.PublisherFinished);
        Assert.False(publication.Timeline.Snapshot().Ended);
        _ = _fixture.Store(publication, "P240", 0);

        Assert.True(publication.Timeline.Snapshot().Ended);
    }

    [Fact]
    public void Reconnect_WithOtherRenditions_KeepsNumbersRisingOnANewTimeline()
    {
        var first = _fixture.Open();
        _fixture.Append(first, 3);
        first.End(EndReason.ConnectionLost);
        var second = _fixture.Open("movie", TimelineFixture.P240);
        _fixture.Append(second, 1);
        _ = _fixture.Store(second, "P240", 3);

        Assert.NotSame(first.Timeline, second.Timeline);
        Assert.Equal([3], TimelineFixture.Listed(second));
        Assert.True(second.Timeline.Snapshot().Segments[0].Discontinuity);
        Assert.Equal(RenditionResult.Unknown, _fixture.Store(first, "P240", 3));
    }

    [Fact]
    public async Task End_ByAnyone_CancelsTheTokenOnce()
    {
        var publication = _fixture.Open();
        var ended = new TaskCompletionSource();
        await using var registration = publication.Ended.Register(ended.SetResult);
        publication.End(EndReason.Closed);
        publication.End(EndReason.InputFault);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(EndReason.Closed, publication.EndReason);
    }

    [Fact]
    public void List_OfStreams_HasTheNewestFirst()
    {
        _ = _fixture.Open("a");
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        _ = _fixture.Open("b");

        Assert.Equal(["b", "a"], _fixture.Streams.List().Select(stream => stream.StreamName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    public void Names_OutsideOfTheAlphabet_AreAnError(string name) => Assert.Throws<ArgumentException>(() => _fixture.Streams.Open(new StreamOpening(name, [])));

    [Fact]
    public void Renditions_OfTheSameName_AreAnError()
    {
        Assert.Throws<ArgumentException>(() => _fixture.Streams.Open(new StreamOpening("movie", [TimelineFixture.P240, TimelineFixture.P240])));
        Assert.Throws<ArgumentException>(() => _fixture.Streams.Open(new StreamOpening("movie", [new RenditionSpec("source", 0, 0, 0)])));
    }

    [Fact]
    public void Options_OutOfRange_AreAnError() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new LiveStreams(new LiveStreamsOptions { Timeline = new TimelineOptions { KeptSegments = 5 } }, _fixture.Clock));
}
