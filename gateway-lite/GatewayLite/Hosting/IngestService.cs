using GatewayLite.Configuration;
using GatewayLite.Media.Rtmp;
using GatewayLite.Media.Segments;
using GatewayLite.Media.Timeline;
using GatewayLite.Metrics;
using GatewayLite.Pipelines.Video;

namespace GatewayLite.Hosting;

/// <summary>The RTMP listener. At the end it stops first, so that every stream can finish what it has.</summary>
internal sealed class IngestService(
    GatewayOptions options,
    IPublishGate gate,
    SegmentMemory memory,
    LiveStreams streams,
    VideoSessions sessions,
    GatewayMetrics metrics,
    TimeProvider time,
    ILogger<IngestService> logger) : IHostedService
{
    private RtmpServer? _server;

    /// <summary>Where publishers connect, with the real port.</summary>
    public Uri Address => new($"rtmp://{_server?.LocalEndPoint ?? throw new InvalidOperationException("The RTMP listener is not open yet.")}");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var listen = new RtmpServerOptions { EndPoint = new(options.RtmpAddress.Host, options.RtmpAddress.Port) };
        _server = RtmpServer.Start(listen, gate, memory, Observe, time);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Hosts may stop a service more than once.
        if (Interlocked.Exchange(ref _server, null) is not { } server)
        {
            return;
        }

        await server.DisposeAsync();

        streams.EndAll(EndReason.Closed);
        await sessions.DisposeAsync();
    }

    private void Observe(RtmpEvent happened)
    {
        metrics.Count(happened);
        RtmpLog.Write(logger, happened);
    }
}
