using GatewayLite.Media.Rtmp.Connections;

namespace GatewayLite.Media.Rtmp.Commands;

/// <summary><c>play</c>: refused. Streams are played over HTTP.</summary>
internal sealed class PlayHandler : ICommandHandler
{
    public IReadOnlyList<string> Names => ["play", "play2"];

    public ValueTask HandleAsync(RtmpSession session, RtmpCommand command, CancellationToken cancellationToken)
    {
        session.Status("error", "NetStream.Play.Failed", "There is no playback over RTMP; use HLS.");
        throw new RtmpFaultException(RtmpFault.PlayRefused, "the client wants to play");
    }
}
