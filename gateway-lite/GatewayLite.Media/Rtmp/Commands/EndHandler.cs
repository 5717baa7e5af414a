using GatewayLite.Media.Rtmp.Connections;

namespace GatewayLite.Media.Rtmp.Commands;

/// <summary>The publisher says that it is done. One of these suffices, the others may follow.</summary>
internal sealed class EndHandler : ICommandHandler
{
    public IReadOnlyList<string> Names => ["FCUnpublish", "deleteStream", "closeStream"];

    public ValueTask HandleAsync(RtmpSession session, RtmpCommand command, CancellationToken cancellationToken)
    {
        session.FinishPublishing();
        return ValueTask.CompletedTask;
    }
}
