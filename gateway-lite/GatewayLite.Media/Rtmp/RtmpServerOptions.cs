using System.Net;

namespace GatewayLite.Media.Rtmp;

/// <summary>Where the RTMP server listens and what it bounds.</summary>
public sealed record RtmpServerOptions
{
    /// <summary>Address and port; port 0 takes a free one. Default 127.0.0.1:1935, as go-livepeer's <c>-rtmpAddr</c>.</summary>
    public IPEndPoint EndPoint { get; init; } = new(IPAddress.Loopback, 1935);

    /// <summary>Connections at a time; more are closed at once and counted. Default 100.</summary>
    public int MaxConnections { get; init; } = 100;

    /// <summary>Time for the handshake. Default 5 s.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time from the connection's start until it publishes. Default 10 s.</summary>
    public TimeSpan PublishTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence after which a connection is closed. Default 20 s.</summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Most bytes of one message once publishing is allowed; before, it is 64 KiB. Default 16 MB.</summary>
    public int MaxMessageBytes { get; init; } = 16_000_000;

    /// <summary>Most bytes of all partly received messages of a connection together. Default 32 MB.</summary>
    public int MaxPartialBytes { get; init; } = 32_000_000;

    /// <summary>Nominal segment length. Default 2 s.</summary>
    public TimeSpan SegmentDuration { get; init; } = TimeSpan.FromSeconds(2);

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConnections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(HandshakeTimeout, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(PublishTimeout, HandshakeTimeout);
        ArgumentOutOfRangeException.ThrowIfLessThan(SilenceTimeout, TimeSpan.FromSeconds(2));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessageBytes, 64 * 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPartialBytes, MaxMessageBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(SegmentDuration, TimeSpan.FromMilliseconds(500));
    }
}
