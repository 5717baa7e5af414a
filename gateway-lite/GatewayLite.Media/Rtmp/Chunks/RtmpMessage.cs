namespace GatewayLite.Media.Rtmp.Chunks;

/// <summary>One whole message. The payload is the reader's memory: valid until the next read, and free to be changed until then.</summary>
internal readonly record struct RtmpMessage(MessageType Type, uint Timestamp, uint StreamId, Memory<byte> Payload);
