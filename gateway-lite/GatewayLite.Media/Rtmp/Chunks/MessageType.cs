namespace GatewayLite.Media.Rtmp.Chunks;

/// <summary>Message type ids. Source: Adobe RTMP 1.0, 5.4 and 7.1.</summary>
internal enum MessageType : byte
{
    SetChunkSize = 1,
    Abort = 2,
    Acknowledgement = 3,
    UserControl = 4,
    WindowAcknowledgementSize = 5,
    SetPeerBandwidth = 6,
    Audio = 8,
    Video = 9,
    DataAmf3 = 15,
    CommandAmf3 = 17,
    DataAmf0 = 18,
    CommandAmf0 = 20,
}
