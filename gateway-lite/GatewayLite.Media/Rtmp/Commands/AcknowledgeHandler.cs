using GatewayLite.Media.Rtmp.Amf;
using GatewayLite.Media.Rtmp.Connections;

namespace GatewayLite.Media.Rtmp.Commands;

/// <summary>Commands that prepare nothing here; some publishers wait for the result.</summary>
internal sealed class AcknowledgeHandler : ICommandHandler
{
    public IReadOnlyList<string> Names => ["releaseStream", "FCPublish", "_checkbw", "getStreamLength"];

    public ValueTask HandleAsync(RtmpSession session, RtmpCommand command, CancellationToken cancellationToken)
    {
        session.Reply(command, AmfValue.NullValue, new AmfValue.Undefined());
        return ValueTask.CompletedTask;
    }
}
