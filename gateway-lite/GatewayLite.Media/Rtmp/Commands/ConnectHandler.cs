using GatewayLite.Media.Rtmp.Amf;
using GatewayLite.Media.Rtmp.Chunks;
using GatewayLite.Media.Rtmp.Connections;

namespace GatewayLite.Media.Rtmp.Commands;

/// <summary><c>connect</c>: notes the application, states window and chunk size. Clients take the chunk size over for what they send.</summary>
internal sealed class ConnectHandler : ICommandHandler
{
    private const uint WindowBytes = 2_500_000;
    private const int ChunkBytes = 4096;

    public IReadOnlyList<string> Names => ["connect"];

    public ValueTask HandleAsync(RtmpSession session, RtmpCommand command, CancellationToken cancellationToken)
    {
        if (session.IsConnected)
        {
            throw new RtmpFaultException(RtmpFault.UnexpectedCommand, "a second connect");
        }
        session.Connect(command.Object.Member("app")?.AsText ?? string.Empty, command.Object.Member("tcUrl")?.AsText ?? string.Empty);
        session.Output.Control(MessageType.WindowAcknowledgementSize, WindowBytes);
        session.Output.PeerBandwidth(WindowBytes);
        session.Output.SetChunkSize(ChunkBytes);
        session.Reply(
            command,
            AmfWriter.Texts(("fmsVer", "FMS/3,0,1,123")),
            AmfWriter.Texts(("level", "status"), ("code", "NetConnection.Connect.Success"), ("description", "Connected.")));
        return ValueTask.CompletedTask;
    }
}
