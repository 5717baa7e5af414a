namespace GatewayLite.Media.Rtmp.Connections;

/// <summary>Numbers of the FLV tag headers that RTMP messages carry. Source: Adobe Flash Video File Format 10.1, E.4.2 and E.4.3.</summary>
internal static class FlvCodec
{
    public const int VideoH264 = 7;
    public const int AudioAac = 10;
    public const int FrameKey = 1;
    public const int FrameCommand = 5;
    public const byte EnhancedVideo = 0x80;
    public const byte PacketConfiguration = 0;
    public const byte PacketFrames = 1;
}
