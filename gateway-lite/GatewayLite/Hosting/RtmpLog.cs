using GatewayLite.Media.Rtmp;
using GatewayLite.Media.Ts;

namespace GatewayLite.Hosting;

/// <summary>Log lines about publishers. Stream keys are in no event, so they cannot be in a line.</summary>
internal static partial class RtmpLog
{
    public static void Write(ILogger logger, RtmpEvent happened)
    {
        switch (happened)
        {
            case RtmpEvent.Publishing publishing:
                Publishing(logger, publishing.Publication.Timeline.StreamName, publishing.Publication.PublishId, publishing.Remote.ToString());
                break;
            case RtmpEvent.Warned warned:
                Warned(logger, warned.Publication.Timeline.StreamName, warned.Warning, warned.Detail);
                break;
            case RtmpEvent.Closed { Error: { } error } closed:
                Failed(logger, closed.Remote.ToString(), closed.Fault, error);
                break;
            case RtmpEvent.Closed closed:
                Closed(logger, closed.Remote.ToString(), closed.Fault, closed.Detail, closed.ReceivedBytes, closed.Lasted);
                break;
        }
    }

    [LoggerMessage(4101, LogLevel.Information, "Stream {Stream} ({PublishId}) is published from {Remote}.")]
    private static partial void Publishing(ILogger logger, string stream, string publishId, string remote);

    [LoggerMessage(4102, LogLevel.Warning, "Stream {Stream}: {Warning}. {Detail}")]
    private static partial void Warned(ILogger logger, string stream, InputWarning warning, string detail);

    [LoggerMessage(4103, LogLevel.Information, "RTMP connection from {Remote} ended: {Fault}. {Detail} {Bytes} bytes in {Lasted}.")]
    private static partial void Closed(ILogger logger, string remote, RtmpFault fault, string detail, long bytes, TimeSpan lasted);

    [LoggerMessage(4104, LogLevel.Error, "RTMP connection from {Remote} ended by a defect: {Fault}.")]
    private static partial void Failed(ILogger logger, string remote, RtmpFault fault, Exception error);
}
