using System.Collections.Immutable;
using GatewayLite.Pipelines.Dispatch;
using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Status;
using Livepeer.Orchestrators.Catalog;
using Livepeer.Payments.Jobs;
using Microsoft.Extensions.Logging;

namespace GatewayLite.Pipelines.Video;

/// <summary>All running streams of a gateway and the limit on their number. Thread-safe.</summary>
public sealed class VideoSessions : IAsyncDisposable
{
    private readonly VideoOptions _options;
    private readonly PipelineMeter _meter;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Func<VideoStreamOrder, StreamTally, ISegmentWork> _work;
    private readonly Lock _lock = new();

    // Guarded by the lock.
    private readonly Dictionary<string, VideoStream> _streams = new(StringComparer.Ordinal);
    private bool _closed;

    private readonly VideoNetwork? _connections;

    /// <summary>Streams over the network, with HTTP connections of their own.</summary>
    /// <param name="options">Limits and budgets.</param>
    /// <param name="network">Orchestrators; shared with other pipelines and not disposed here.</param>
    /// <param name="payer">Pays; shared and not disposed here.</param>
    /// <param name="meter">Counts.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Logs.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public VideoSessions(VideoOptions options, OrchestratorNetwork network, IPayer payer, PipelineMeter meter, TimeProvider time, ILoggerFactory loggers)
        : this(options, new VideoNetwork(options, network, payer, meter, time, loggers), meter, time, loggers) =>
        Objection = payer.CannotPayFor(JobKind.VideoSegment);

    private VideoSessions(VideoOptions options, VideoNetwork network, PipelineMeter meter, TimeProvider time, ILoggerFactory loggers)
        : this(options, network.Work, meter, time, loggers) =>
        _connections = network;

    internal VideoSessions(
        VideoOptions options, Func<VideoStreamOrder, StreamTally, ISegmentWork> work, PipelineMeter meter, TimeProvider time, ILoggerFactory loggers)
    {
        OptionRules.Demand(options);
        _options = options;
        _work = work;
        _meter = meter;
        _time = time;
        _logger = loggers.CreateLogger<VideoSessions>();
    }

    /// <summary>Why no stream can be paid for, whatever it is; null when streams can be.</summary>
    public PayerRefusal? Objection { get; }

    /// <summary>Streams that may run at the same time.</summary>
    public int MaxStreams => _options.MaxStreams;

    /// <summary>Every running stream, in order of their ids.</summary>
    public ImmutableArray<VideoStreamStatus> Streams
    {
        get
        {
            lock (_lock)
            {
                return [.. _streams.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => pair.Value.Status)];
            }
        }
    }

    /// <summary>Starts a stream, or says why not. The stream runs until its source ends or it is stopped.</summary>
    public VideoStart Start(VideoStreamOrder order, ISegmentSource source, IRenditionSink sink)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (VideoStreamRules.Fault(order) is { } fault)
        {
            return new VideoStart.Refused(VideoStartRefusal.InvalidOrder, fault);
        }

        if (Objection is { } objection)
        {
            return new VideoStart.Refused(VideoStartRefusal.CannotBePaid, objection.Message);
        }

        VideoStream stream;
        lock (_lock)
        {
            if (Refusal(order) is { } refusal)
            {
                return refusal;
            }

            var tally = new StreamTally(order, _meter, _time);
            stream = new VideoStream(source, sink, _work(order, tally), tally, _options, _time, _logger);
            _streams.Add(order.StreamId, stream);
            stream.Start(() => Remove(order.StreamId));
        }

        _meter.Count(new PipelineEvent.StreamStarted(order.StreamId));
        return new VideoStart.Started(stream);
    }

    /// <summary>Says for each orchestrator whether a stream like this could go there, how likely, or why not.</summary>
    public IReadOnlyList<Candidate> Explain(VideoStreamOrder order) => _connections?.Explain(order) ?? [];

    /// <summary>Stops every stream and waits for the last one; nothing starts afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        VideoStream[] running;
        lock (_lock)
        {
            _closed = true;
            running = [.. _streams.Values];
        }

        await Task.WhenAll(running.Select(static stream => stream.StopAsync()));
        _connections?.Dispose();
    }

    private VideoStart.Refused? Refusal(VideoStreamOrder order)
    {
        if (_closed)
        {
            return new(VideoStartRefusal.ShuttingDown, "The gateway is going down.");
        }

        if (_streams.ContainsKey(order.StreamId))
        {
            return new(VideoStartRefusal.AlreadyRunning, $"Stream {order.StreamId} is running.");
        }

        return _streams.Count >= _options.MaxStreams
            ? new(VideoStartRefusal.TooManyStreams, FormattableString.Invariant($"{_streams.Count} streams are running, the limit is {_options.MaxStreams}."))
            : null;
    }

    private void Remove(string streamId)
    {
        lock (_lock)
        {
            _ = _streams.Remove(streamId);
        }

        _meter.Count(new PipelineEvent.StreamEnded(streamId));
    }
}
