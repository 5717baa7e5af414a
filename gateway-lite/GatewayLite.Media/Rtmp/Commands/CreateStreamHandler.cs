using GatewayLite.Media.Rtmp.Amf;
using GatewayLite.Media.Rtmp.Connections;

namespace GatewayLite.Media.Rtmp.Commands;

/// <summary><c>createStream</c>: there is one stream per connection.</summary>
internal sealed class CreateStreamHandler : ICommandHandler
{
    public IReadOnlyList<string> Names => ["createStream"];

    public ValueTask HandleAsync(RtmpSession session, RtmpCommand command, CancellationToken cancellationToken)
    {
        session.Reply(command, AmfValue.NullValue, new AmfValue.Number(RtmpSession.StreamId));
        return ValueTask.CompletedTask;
    }
}
