namespace GatewayLite.Media.Rtmp;

/// <summary>The peer broke the protocol; ends its connection and nothing else.</summary>
internal sealed class RtmpFaultException(RtmpFault fault, string detail) : Exception(detail)
{
    public RtmpFault Fault => fault;
}
