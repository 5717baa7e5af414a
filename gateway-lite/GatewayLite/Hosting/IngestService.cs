using System.Net.Sockets;
using GatewayLite.Configuration;
using GatewayLite.Ingest;
using GatewayLite.Media.Rtmp;
using GatewayLite.Media.Segments;
using GatewayLite.Media.Timeline;
using GatewayLite.Metrics;
using GatewayLite.Pipelines.Video;

namespace GatewayLite.Hosting;

/// <summary>
/// The RTMP listener. When the program stops it goes first, while playback is still served: publishers are sent away, what they sent is finished, playlists end,
/// orchestrators are told, and viewers get a moment to see it.
/// </summary>
internal sealed partial class IngestService(
    GatewayOptions options,
    IPublishGate gate,
    SegmentMemory memory,
    LiveStreams streams,
    VideoSessions sessions,
    TranscodingHistory history,
    GatewayMetrics metrics,
    TimeProvider time,
    ILogger<IngestService> logger) : IHostedLifecycleService, IAsyncDisposable
{
    private const int LeastConnections = 100;

    // Longer than an ordinary segment takes, shorter than service managers wait.
    private static readonly TimeSpan Finishing = TimeSpan.FromSeconds(6);

    // A player asks for its playlist about once in a segment's duration.
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private RtmpServer? _server;

    // Written once, under the lock: hosts may stop a service more than once.
    private Task? _end;

    /// <summary>Where publishers connect, with the real port.</summary>
    public Uri Address => new($"rtmp://{_server?.LocalEndPoint ?? throw new InvalidOperationException("The RTMP listener is not open yet.")}");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var listen = new RtmpServerOptions
        {
            EndPoint = new(options.RtmpAddress.Host, options.RtmpAddress.Port),
            MaxConnections = Math.Max(LeastConnections, 2 * options.MaxSessions),
        };
        try
        {
            _server = RtmpServer.Start(listen, gate, memory, Observe, time);
        }
        catch (SocketException failure)
        {
            throw new IOException($"Failed to bind to rtmp://{options.RtmpAddress}: {failure.Message}.", failure);
        }

        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => EndAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => EndAsync(cancellationToken);

    public async ValueTask DisposeAsync() => await EndAsync(CancellationToken.None);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task EndAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _end ??= FinishAsync(cancellationToken);
        }
    }

    private async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_server is not { } server)
        {
            return;
        }

        var live = streams.List().Any(stream => stream.IsLive);
        await server.DisposeAsync();
        streams.EndAll(EndReason.Closed);
        try
        {
            await history.Finished.WaitAsync(Finishing, time, cancellationToken);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            LogUnfinished(logger, Finishing);
        }

        await sessions.DisposeAsync();
        if (live)
        {
            await LastLookAsync(cancellationToken);
        }
    }

    private async Task LastLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(LastLook, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Whoever stops the program has no time left.
        }
    }

    private void Observe(RtmpEvent happened)
    {
        metrics.Count(happened);
        RtmpLog.Write(logger, happened);
    }

    [LoggerMessage(4105, LogLevel.Warning, "Not every stream was finished within {Patience}: its last segments become gaps.")]
    private static partial void LogUnfinished(ILogger logger, TimeSpan patience);
}
