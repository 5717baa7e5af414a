namespace GatewayLite.Media.Rtmp.Connections;

/// <summary>How a connection ended.</summary>
internal sealed record ConnectionEnd(RtmpFault Fault, string Detail, Exception? Error = null);
