using Microsoft.Extensions.Logging;

namespace GatewayLite.Pipelines.Video;

/// <content>What operators are told.</content>
internal sealed partial class StreamLeases
{
    [LoggerMessage(3112, LogLevel.Information, "Stream {StreamId} leaves {Orchestrator}: no list names it any more, or it is blocked.")]
    private static partial void LogUnwelcome(ILogger logger, string streamId, Uri orchestrator);

    [LoggerMessage(3111, LogLevel.Error, "The leases of stream {StreamId} met a defect; it is tried again.")]
    private static partial void LogFault(ILogger logger, string streamId, Exception fault);
}
