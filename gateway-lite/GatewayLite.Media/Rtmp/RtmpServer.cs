using System.Net;
using GatewayLite.Media.Segments;

namespace GatewayLite.Media.Rtmp;

/// <summary>RTMP ingest: accepts publishers, asks the gate, cuts what they send into segments of the accepted publication.</summary>
public sealed class RtmpServer : IAsyncDisposable
{
    /// <summary>Binds and starts to accept; the running server is disposed to stop it.</summary>
    /// <param name="options">Address and bounds.</param>
    /// <param name="gate">Who may publish.</param>
    /// <param name="memory">The byte budget that segments live in.</param>
    /// <param name="observer">Called with every event.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The address cannot be bound.</exception>
    public static RtmpServer Start(RtmpServerOptions options, IPublishGate gate, SegmentMemory memory, Action<RtmpEvent> observer, TimeProvider time) =>
        throw new NotSupportedException("the listener is added in the next change");

    /// <summary>The bound address, with the real port.</summary>
    public IPEndPoint LocalEndPoint { get; } = new(IPAddress.Loopback, 0);

    /// <summary>Connections open now.</summary>
    public int Connections { get; }

    /// <summary>Stops accepting, ends all connections and waits for them.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
