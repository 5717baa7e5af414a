using System.Collections.Concurrent;
using System.Net;
using GatewayLite.Media.Rtmp;
using GatewayLite.Media.Segments;
using GatewayLite.Media.Timeline;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLite.Media.Tests.EndToEnd;

/// <summary>A real RTMP server on a free port with a gate that opens publications, as the gateway host has. Its clock stands still unless the test brings one and moves it.</summary>
internal sealed class IngestHost : IPublishGate, IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public IngestHost(RtmpServerOptions? options = null, LiveStreamsOptions? streams = null, TimeProvider? time = null, long budgetBytes = 256 << 20)
    {
        var clock = time ?? new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        Memory = new SegmentMemory(budgetBytes);
        Streams = new LiveStreams(streams ?? new LiveStreamsOptions(), clock);
        Server = RtmpServer.Start((options ?? new RtmpServerOptions()) with { EndPoint = new IPEndPoint(IPAddress.Loopback, 0) }, this, Memory, Events.Add, clock);
    }

    public SegmentMemory Memory { get; }

    public LiveStreams Streams { get; }

    public RtmpServer Server { get; }

    public ConcurrentBag<RtmpEvent> Events { get; } = [];

    public Func<PublishRequest, PublishDecision?> Decide { get; set; } = _ => null;

    public string Url(string path) => $"rtmp://127.0.0.1:{Server.LocalEndPoint.Port}/{path}";

    public ValueTask<PublishDecision> AuthorizeAsync(PublishRequest request, CancellationToken cancellationToken)
    {
        if (Decide(request) is { } decided)
        {
            return ValueTask.FromResult(decided);
        }
        var outcome = Streams.Open(new StreamOpening(request.Address.Name, []));
        return ValueTask.FromResult<PublishDecision>(outcome.Publication is { } publication
            ? new PublishDecision.Accepted(publication)
            : new PublishDecision.NameInUse($"{request.Address.Name} is {outcome.Result}"));
    }

    public async Task<RtmpEvent.Closed> WaitForCloseAsync(Func<RtmpEvent.Closed, bool>? which = null)
    {
        await WaitUntilAsync(() => Events.OfType<RtmpEvent.Closed>().Any(closed => which?.Invoke(closed) ?? true));
        return Events.OfType<RtmpEvent.Closed>().First(closed => which?.Invoke(closed) ?? true);
    }

    public static async Task WaitUntilAsync(Func<bool> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Deadline, "the awaited condition did not come true in time");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Streams.Dispose();
    }
}
