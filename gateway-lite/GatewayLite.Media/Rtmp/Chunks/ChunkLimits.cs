namespace GatewayLite.Media.Rtmp.Chunks;

/// <summary>What one connection may make the reader hold.</summary>
/// <param name="MessageBytes">Most bytes of one message.</param>
/// <param name="PartialBytes">Most bytes of all partly received messages together.</param>
internal readonly record struct ChunkLimits(int MessageBytes, int PartialBytes)
{
    public const int MaxChunkStreams = 64;

    /// <summary>Before a publisher is accepted only commands are expected.</summary>
    public static ChunkLimits BeforePublish { get; } = new(64 * 1024, 256 * 1024);
}
