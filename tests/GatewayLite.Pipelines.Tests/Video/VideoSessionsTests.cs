using System.Collections.Concurrent;
using System.Collections.Immutable;
using GatewayLite.Pipelines.Payments.Compat;
using GatewayLite.Pipelines.Status;
using GatewayLite.Pipelines.Tests.Support;
using GatewayLite.Pipelines.Video;
using Livepeer.Payments.Jobs;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewayLite.Pipelines.Tests.Video;

public sealed class VideoSessionsTests
{
    private readonly GatedWork _work = new();
    private readonly ListedSource _source = new();
    private readonly CollectingSink _sink = new();

    [Fact]
    public async Task Stream_SourceEnds_DecidesEverySegmentAndSaysGoodbye()
    {
        await using var sessions = Sessions();
        var stream = Started(sessions, "a");
        _source.Add(0);
        _source.Add(1);
        _source.End();
        _work.Open(0);
        _work.Open(1);

        await stream.Completion;

        Assert.Equal([0L, 1L], _sink.Sequences.Order());
        Assert.Equal((2, 1), (_source.Disposed, _work.Ended));
        Assert.Empty(sessions.Streams);
    }

    [Fact]
    public async Task Stream_SlowSegment_DoesNotHoldUpLaterOnes()
    {
        await using var sessions = Sessions();
        _ = Started(sessions, "a");
        _source.Add(0);
        _source.Add(1);
        _work.Open(1);

        await Until.TrueAsync(() => _sink.Sequences.Contains(1L), "the later segment is done");

        Assert.DoesNotContain(0L, _sink.Sequences);
        Assert.Equal((2L, 1L, 1), (sessions.Streams[0].SegmentsRead, sessions.Streams[0].SegmentsTranscoded, sessions.Streams[0].SegmentsInFlight));
    }

    [Fact]
    public async Task Stream_ManySegments_KeepsToItsPlaces()
    {
        await using var sessions = Sessions(inFlight: 2);
        _ = Started(sessions, "a");
        for (var i = 0; i < 5; i++)
        {
            _source.Add(i);
        }

        await Until.TrueAsync(() => sessions.Streams[0].SegmentsRead == 3, "the third segment waits");

        Assert.Equal([0L, 1L], _work.Begun.Order());
    }

    [Fact]
    public async Task Stop_SegmentsUndecided_BecomeGapsEachOnce()
    {
        await using var sessions = Sessions(inFlight: 2);
        var stream = Started(sessions, "a");
        for (var i = 0; i < 3; i++)
        {
            _source.Add(i);
        }

        await Until.TrueAsync(() => sessions.Streams[0].SegmentsRead == 3, "all are read");
        await stream.StopAsync();
        await stream.StopAsync();

        Assert.Equal([0L, 1L, 2L], _sink.Sequences.Order());
        Assert.All(_sink.Outcomes, static outcome => Assert.Equal(LossReason.StreamEnded, Assert.IsType<SegmentOutcome.Lost>(outcome).Reason));
        Assert.Equal(3, _source.Disposed);
    }

    [Fact]
    public async Task Segment_MeetsADefect_IsAGapAndTheStreamGoesOn()
    {
        await using var sessions = Sessions();
        _ = Started(sessions, "a");
        _work.Fail(0);
        _source.Add(0);
        _source.Add(1);
        _work.Open(1);

        await Until.TrueAsync(() => _sink.Outcomes.Count == 2, "both are decided");

        Assert.Equal(LossReason.InternalFault, Assert.IsType<SegmentOutcome.Lost>(_sink.Of(0)).Reason);
        _ = Assert.IsType<SegmentOutcome.Transcoded>(_sink.Of(1));
    }

    [Fact]
    public async Task Source_Breaks_EndsItsStreamOnly()
    {
        await using var sessions = Sessions();
        var stream = Started(sessions, "a");
        var other = new ListedSource();
        var second = Assert.IsType<VideoStart.Started>(sessions.Start(Order("b"), other, _sink)).Stream;

        _source.Break(new InvalidOperationException("broken"));
        await stream.Completion;

        Assert.False(second.Completion.IsCompleted);
        Assert.Equal("b", Assert.Single(sessions.Streams).StreamId);
    }

    [Fact]
    public async Task Start_LimitReached_IsRefusedUntilOneEnds()
    {
        await using var sessions = Sessions(streams: 1);
        var stream = Started(sessions, "a");

        Assert.Equal(VideoStartRefusal.TooManyStreams, Assert.IsType<VideoStart.Refused>(sessions.Start(Order("b"), new ListedSource(), _sink)).Reason);

        await stream.StopAsync();
        _ = Assert.IsType<VideoStart.Started>(sessions.Start(Order("b"), new ListedSource(), _sink));
    }

    [Fact]
    public async Task Start_SameIdTwice_IsRefused()
    {
        await using var sessions = Sessions();
        _ = Started(sessions, "a");

        Assert.Equal(VideoStartRefusal.AlreadyRunning, Assert.IsType<VideoStart.Refused>(sessions.Start(Order("a"), new ListedSource(), _sink)).Reason);
    }

    [Fact]
    public async Task Start_AfterDisposal_IsRefused()
    {
        var sessions = Sessions();
        await sessions.DisposeAsync();

        Assert.Equal(VideoStartRefusal.ShuttingDown, Assert.IsType<VideoStart.Refused>(sessions.Start(Order("a"), _source, _sink)).Reason);
    }

    [Theory]
    [InlineData("caf\u00e9", "ok")]
    [InlineData("", "ok")]
    [InlineData("movie", "source")]
    [InlineData("movie", "../up")]
    [InlineData("movie", "")]
    public async Task Start_UnusableOrder_IsRefused(string manifest, string profile)
    {
        await using var sessions = Sessions();
        var order = new VideoStreamOrder("a", manifest, [new VideoProfile(profile, 426, 240, 600_000, 30)], IngestKind.Live);

        Assert.Equal(VideoStartRefusal.InvalidOrder, Assert.IsType<VideoStart.Refused>(sessions.Start(order, _source, _sink)).Reason);
    }

    [Fact]
    public async Task Start_WherePayerCannotPayForVideo_IsRefusedAtOnce()
    {
        await using var network = await ScriptedNetwork.StartAsync(1);
        using var payer = new CompatPayer(new CompatPayerOptions { Endpoint = new Uri("http://127.0.0.1:1") }, network.Time, NullLoggerFactory.Instance);
        await using var sessions = network.Sessions(new VideoOptions(), payer);

        var refused = Assert.IsType<VideoStart.Refused>(sessions.Start(Order("a"), _source, _sink));

        Assert.Equal((VideoStartRefusal.CannotBePaid, sessions.Objection!.Message), (refused.Reason, refused.Message));
        Assert.Equal(0, network.Asked);
    }

    private static VideoStreamOrder Order(string id) => new(id, "movie", [new VideoProfile("P240p30fps16x9", 426, 240, 600_000, 30)], IngestKind.Live);

    private VideoStream Started(VideoSessions sessions, string id) => Assert.IsType<VideoStart.Started>(sessions.Start(Order(id), _source, _sink)).Stream;

    private VideoSessions Sessions(int streams = 10, int inFlight = 3) => new(
        new VideoOptions { MaxStreams = streams, MaxSegmentsInFlight = inFlight }, (_, _) => _work, PipelineMeter.Silent, TimeProvider.System, NullLoggerFactory.Instance);

    /// <summary>Decides a segment when the test opens its gate.</summary>
    private sealed class GatedWork : ISegmentWork
    {
        private readonly ConcurrentDictionary<long, TaskCompletionSource> _gates = new();
        private int _ended;

        public ConcurrentQueue<long> Begun { get; } = new();

        public int Ended => Volatile.Read(ref _ended);

        public void Open(long sequence) => Gate(sequence).SetResult();

        public void Fail(long sequence) => Gate(sequence).SetException(new InvalidOperationException("defect"));

        public async Task<SegmentOutcome> TranscodeAsync(SourceSegment segment, CancellationToken cancellationToken)
        {
            Begun.Enqueue(segment.Sequence);
            await Gate(segment.Sequence).Task.WaitAsync(cancellationToken);
            return new SegmentOutcome.Transcoded(segment.Sequence, ImmutableArray<Rendition>.Empty, new Uri("https://o.example:8935"));
        }

        public Task EndAsync(CancellationToken cancellationToken)
        {
            _ = Interlocked.Increment(ref _ended);
            return Task.CompletedTask;
        }

        private TaskCompletionSource Gate(long sequence) => _gates.GetOrAdd(sequence, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
