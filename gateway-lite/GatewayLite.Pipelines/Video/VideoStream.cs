using GatewayLite.Pipelines.Status;
using Microsoft.Extensions.Logging;

namespace GatewayLite.Pipelines.Video;

/// <summary>One running stream: one task that reads the source, keeps a few segments in flight and hands every outcome to the sink. Independent of all other streams.</summary>
public sealed partial class VideoStream : IAsyncDisposable
{
    private readonly ISegmentSource _source;
    private readonly IRenditionSink _sink;
    private readonly ISegmentWork _work;
    private readonly StreamTally _tally;
    private readonly VideoOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    // Neither holds a handle or a timer, so both are left to the collector: a stream may be stopped after its end.
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _slots;

    // Only the reading loop touches it.
    private readonly List<Task> _inFlight = [];

    internal VideoStream(ISegmentSource source, IRenditionSink sink, ISegmentWork work, StreamTally tally, VideoOptions options, TimeProvider time, ILogger logger)
    {
        _source = source;
        _sink = sink;
        _work = work;
        _tally = tally;
        _options = options;
        _time = time;
        _logger = logger;
        _slots = new SemaphoreSlim(options.MaxSegmentsInFlight);
    }

    /// <summary>Counts at this moment.</summary>
    public VideoStreamStatus Status => _tally.Snapshot();

    /// <summary>Ends, without a fault of its own, when the source has ended or the stream was stopped, every segment is decided and every orchestrator was told.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Ends the stream now: segments in flight become gaps. Returns when it is over.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Completion;
    }

    /// <summary>The same as <see cref="StopAsync"/>.</summary>
    public ValueTask DisposeAsync() => new(StopAsync());

    internal void Start(Action ended) => Completion = RunAsync(ended);

    private async Task RunAsync(Action ended)
    {
        // The caller's thread belongs to the caller.
        await Task.Yield();
        try
        {
            await foreach (var segment in _source.ReadAsync(_stop.Token))
            {
                _tally.Read(segment);
                if (await WaitForSlotAsync())
                {
                    _ = _inFlight.RemoveAll(static task => task.IsCompletedSuccessfully);
                    _inFlight.Add(ProcessAsync(segment));
                }
                else
                {
                    await CompleteAsync(segment, Ended(segment));
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped by StopAsync.
        }
#pragma warning disable CA1031 // A source or sink that throws ends this stream and no other one.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogFault(_logger, _tally.StreamId, fault);
        }

        await FinishAsync();
        ended();
    }

    private async Task<bool> WaitForSlotAsync()
    {
        try
        {
            await _slots.WaitAsync(_stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task ProcessAsync(SourceSegment segment)
    {
        try
        {
            var outcome = await TranscodeAsync(segment);
            await CompleteAsync(segment, outcome);
        }
        finally
        {
            _ = _slots.Release();
        }
    }

    private async Task<SegmentOutcome> TranscodeAsync(SourceSegment segment)
    {
        try
        {
            return await _work.TranscodeAsync(segment, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return Ended(segment);
        }
#pragma warning disable CA1031 // A defect in one segment must not silence the stream: the segment becomes a gap and the log has the fault.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogSegmentFault(_logger, _tally.StreamId, segment.Sequence, fault);
            return new SegmentOutcome.Lost(segment.Sequence, LossReason.InternalFault, "The segment met a defect of the gateway.");
        }
    }

    private async Task CompleteAsync(SourceSegment segment, SegmentOutcome outcome)
    {
        segment.Dispose();
        _tally.Decided(outcome);
        try
        {
            // The outcome must arrive also when the stream is being stopped.
            await _sink.CompleteAsync(outcome, CancellationToken.None);
        }
#pragma warning disable CA1031 // The sink belongs to the host: whatever it throws, the stream ends in order.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogFault(_logger, _tally.StreamId, fault);
            await _stop.CancelAsync();
        }
    }

    private async Task FinishAsync()
    {
        await Task.WhenAll(_inFlight);
        using var deadline = new CancellationTokenSource(_options.EndTimeout, _time);
        try
        {
            await _work.EndAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            LogGoodbyeTimeout(_logger, _tally.StreamId, _options.EndTimeout);
        }
#pragma warning disable CA1031 // Saying goodbye is a courtesy: orchestrators forget an idle session by themselves.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogFault(_logger, _tally.StreamId, fault);
        }
    }

    private static SegmentOutcome.Lost Ended(SourceSegment segment) => new(segment.Sequence, LossReason.StreamEnded, "The stream ended before the segment was transcoded.");

    [LoggerMessage(3101, LogLevel.Error, "Stream {StreamId} ended by a fault.")]
    private static partial void LogFault(ILogger logger, string streamId, Exception fault);

    [LoggerMessage(3102, LogLevel.Error, "Segment {Sequence} of stream {StreamId} met a defect and became a gap.")]
    private static partial void LogSegmentFault(ILogger logger, string streamId, long sequence, Exception fault);

    [LoggerMessage(3103, LogLevel.Information, "Stream {StreamId}: not every orchestrator took the goodbye within {Timeout}.")]
    private static partial void LogGoodbyeTimeout(ILogger logger, string streamId, TimeSpan timeout);
}
