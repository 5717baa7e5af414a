using GatewayLite.Media.Naming;
using GatewayLite.Media.Rtmp.Connections;

namespace GatewayLite.Media.Rtmp.Commands;

/// <summary><c>publish</c>: asks the gate first, and only then tells the publisher to begin. A refusal is told in words, then the connection ends.</summary>
internal sealed class PublishHandler : ICommandHandler
{
    private const ushort StreamBegin = 0;

    public IReadOnlyList<string> Names => ["publish"];

    public async ValueTask HandleAsync(RtmpSession session, RtmpCommand command, CancellationToken cancellationToken)
    {
        if (!session.IsConnected || session.IsPublishing || session.HasFinished)
        {
            throw new RtmpFaultException(RtmpFault.UnexpectedCommand, "publish without connect, or again");
        }
        var request = Read(session, command.Argument(0).AsText ?? string.Empty);
        switch (await AskAsync(session, request, cancellationToken))
        {
            case PublishDecision.Accepted accepted:
                session.Output.UserControl(StreamBegin, RtmpSession.StreamId);
                session.Status("status", "NetStream.Publish.Start", $"{request.Address.Name} is being published.");
                session.BeginPublishing(accepted.Publication);
                break;
            case PublishDecision.Denied denied:
                throw Refuse(session, RtmpFault.Denied, RtmpSession.PublishDenied, denied.Reason);
            case PublishDecision.NameInUse taken:
                throw Refuse(session, RtmpFault.NameInUse, RtmpSession.PublishBadName, taken.Reason);
            default:
                throw Refuse(session, RtmpFault.GateFailed, RtmpSession.PublishDenied, "The server could not decide; try again.");
        }
    }

    private static PublishRequest Read(RtmpSession session, string streamName)
    {
        var (name, nameQuery) = CutQuery(streamName);
        var (app, appQuery) = CutQuery(session.App);
        var (address, fault) = StreamAddress.Parse($"{app}/{name}");
        if (address is null)
        {
            throw Refuse(session, RtmpFault.BadStreamName, RtmpSession.PublishDenied, $"The stream name is not allowed: {fault}. Use A-Z a-z 0-9 . _ + -");
        }
        var url = session.TcUrl.Length > 0 ? session.TcUrl : $"rtmp://localhost/{session.App}";
        return new PublishRequest(address, streamName.Length > 0 ? $"{url}/{streamName}" : url, nameQuery.Length > 0 ? nameQuery : appQuery, session.Remote);
    }

    private static async ValueTask<PublishDecision> AskAsync(RtmpSession session, PublishRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await session.Gate.AuthorizeAsync(request, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            session.Status("error", RtmpSession.PublishDenied, "The server could not decide; try again.");
            throw new RtmpGateException(error);
        }
    }

    private static RtmpFaultException Refuse(RtmpSession session, RtmpFault fault, string code, string reason)
    {
        session.Status("error", code, reason);
        return new RtmpFaultException(fault, reason);
    }

    private static (string Path, string Query) CutQuery(string text)
    {
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (text, string.Empty) : (text[..mark], text[(mark + 1)..]);
    }
}
