using System.Net;
using GatewayLite.Media.Timeline;
using GatewayLite.Media.Ts;

namespace GatewayLite.Media.Rtmp;

/// <summary>What the RTMP server reports, for logs and counters. Handlers are called on the connection's own task and must return soon.</summary>
/// <param name="Remote">The peer.</param>
public abstract record RtmpEvent(IPEndPoint Remote)
{
    /// <summary>A connection was accepted.</summary>
    public sealed record Opened(IPEndPoint Remote) : RtmpEvent(Remote);

    /// <summary>A publisher was accepted and told so.</summary>
    public sealed record Publishing(IPEndPoint Remote, Publication Publication) : RtmpEvent(Remote);

    /// <summary>Something is wrong with the input; each kind at most once per publication.</summary>
    public sealed record Warned(IPEndPoint Remote, Publication Publication, InputWarning Warning, string Detail) : RtmpEvent(Remote);

    /// <summary>A connection ended.</summary>
    /// <param name="Remote">The peer.</param>
    /// <param name="Fault">Why; also counted by the server.</param>
    /// <param name="Detail">For a person; holds no stream key.</param>
    /// <param name="ReceivedBytes">Bytes received on it.</param>
    /// <param name="Lasted">How long it was open.</param>
    /// <param name="Error">Only for <see cref="RtmpFault.Internal"/> and <see cref="RtmpFault.GateFailed"/>.</param>
    public sealed record Closed(IPEndPoint Remote, RtmpFault Fault, string Detail, long ReceivedBytes, TimeSpan Lasted, Exception? Error) : RtmpEvent(Remote);
}
