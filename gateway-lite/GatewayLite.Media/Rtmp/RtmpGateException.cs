namespace GatewayLite.Media.Rtmp;

/// <summary>The host's gate threw; the connection ends and the host learns of it by the event.</summary>
internal sealed class RtmpGateException(Exception inner) : Exception("the publish gate failed", inner);
