using GatewayLite.Media.Rtmp.Connections;

namespace GatewayLite.Media.Rtmp.Commands;

/// <summary>Answers one or more commands by name. Handlers have no state; the session has it.</summary>
internal interface ICommandHandler
{
    IReadOnlyList<string> Names { get; }

    ValueTask HandleAsync(RtmpSession session, RtmpCommand command, CancellationToken cancellationToken);
}
