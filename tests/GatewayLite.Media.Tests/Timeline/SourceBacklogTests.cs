using GatewayLite.Media.Timeline;

namespace GatewayLite.Media.Tests.Timeline;

public sealed class SourceBacklogTests : IDisposable
{
    private readonly TimelineFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Reader_OfAnEndedPublication_GetsAllUnsentSegmentsThenTheEnd()
    {
        var publication = _fixture.Open("movie", TimelineFixture.P240);
        _fixture.Append(publication, 3);
        publication.End(EndReason.PublisherFinished);

        var numbers = await ReadAsync(publication);
        Assert.Equal([0, 1, 2], numbers);
    }

    [Fact]
    public async Task Backlog_Overflowing_LosesTheOldestAsGapsAndKeepsTheSource()
    {
        var publication = _fixture.Open("movie", TimelineFixture.P240);
        _fixture.Append(publication, 6);
        publication.End(EndReason.PublisherFinished);

        var numbers = await ReadAsync(publication);
        Assert.Equal([2, 3, 4, 5], numbers);
        Assert.Equal(2, publication.Timeline.Counts.BacklogDrops);
        Assert.Equal([0, 1], TimelineFixture.Listed(publication));
        Assert.Equal([true, true], TimelineFixture.Gaps(publication, "P240"));
        Assert.Equal([false, false], TimelineFixture.Gaps(publication, "source"));
    }

    [Fact]
    public async Task Reader_Waiting_GetsASegmentWhenItComes()
    {
        var publication = _fixture.Open();
        await using var reader = publication.ReadSourceAsync(CancellationToken.None).GetAsyncEnumerator();
        var next = reader.MoveNextAsync();
        Assert.False(next.IsCompleted);
        _fixture.Append(publication, 1);

        Assert.True(await next);
        Assert.Equal(0, reader.Current.Number);
        reader.Current.Dispose();
    }

    [Fact]
    public async Task Reader_Cancelled_Stops()
    {
        var publication = _fixture.Open();
        using var stop = new CancellationTokenSource();
        await using var reader = publication.ReadSourceAsync(stop.Token).GetAsyncEnumerator();
        var next = reader.MoveNextAsync();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    [Fact]
    public async Task Segments_ReadAndDisposed_LeaveNoMemoryBehind()
    {
        var publication = _fixture.Open();
        _fixture.Append(publication, 3);
        publication.End(EndReason.Closed);
        _ = await ReadAsync(publication);
        _fixture.Streams.Dispose();

        Assert.Equal(0, _fixture.Memory.UsedBytes);
    }

    private static async Task<long[]> ReadAsync(Publication publication)
    {
        var numbers = new List<long>();
        await foreach (var segment in publication.ReadSourceAsync(CancellationToken.None))
        {
            using (segment)
            {
                numbers.Add(segment.Number);
            }
        }
        return [.. numbers];
    }
}
