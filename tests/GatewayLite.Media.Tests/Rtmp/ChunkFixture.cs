using GatewayLite.Media.Rtmp.Chunks;

namespace GatewayLite.Media.Tests.Rtmp;

/// <summary>Feeds bytes to a reader in pieces and writes down the messages.</summary>
internal static class ChunkFixture
{
    public static readonly ChunkLimits Limits = new(1_000_000, 2_000_000);

    public sealed record Message(MessageType Type, uint Timestamp, uint StreamId, string Payload);

    /// <param name="bytes">The whole input.</param>
    /// <param name="cuts">Sizes of the pieces, used in turn.</param>
    /// <param name="limits">The reader's limits.</param>
    public static List<Message> Read(byte[] bytes, IReadOnlyList<int> cuts, ChunkLimits? limits = null)
    {
        using var reader = new ChunkReader(limits ?? Limits);
        var messages = new List<Message>();
        for (int at = 0, piece = 0; at < bytes.Length; piece++)
        {
            var length = Math.Min(bytes.Length - at, cuts.Count == 0 ? bytes.Length : Math.Max(1, cuts[piece % cuts.Count]));
            // Each piece in an array of its own: what a message needs must have been kept.
            var input = bytes[at..(at + length)];
            var position = 0;
            while (reader.TryRead(input, ref position, input.Length, out var message))
            {
                messages.Add(new Message(message.Type, message.Timestamp, message.StreamId, Convert.ToHexString(message.Payload.Span)));
            }
            Assert.Equal(input.Length, position);
            at += length;
        }
        return messages;
    }

    /// <summary>A full header (format 0).</summary>
    public static byte[] Header0(int chunkStream, uint time, int length, MessageType type, uint streamId = 1) =>
        [.. Basic(0, chunkStream), .. Time24(time), .. Big24(length), (byte)type, (byte)streamId, 0, 0, 0, .. Extended(time)];

    public static byte[] Header1(int chunkStream, uint delta, int length, MessageType type) =>
        [.. Basic(1, chunkStream), .. Time24(delta), .. Big24(length), (byte)type, .. Extended(delta)];

    public static byte[] Header2(int chunkStream, uint delta) => [.. Basic(2, chunkStream), .. Time24(delta), .. Extended(delta)];

    public static byte[] Header3(int chunkStream, uint time = 0) => [.. Basic(3, chunkStream), .. Extended(time)];

    private static byte[] Basic(int format, int chunkStream) => chunkStream switch
    {
        < 64 => [(byte)((format << 6) | chunkStream)],
        < 320 => [(byte)(format << 6), (byte)(chunkStream - 64)],
        _ => [(byte)((format << 6) | 1), (byte)((chunkStream - 64) & 0xFF), (byte)((chunkStream - 64) >> 8)],
    };

    private static byte[] Time24(uint time) => Big24(time >= 0xFFFFFF ? 0xFFFFFF : (int)time);

    private static byte[] Extended(uint time) => time >= 0xFFFFFF ? [(byte)(time >> 24), (byte)((time >> 16) & 0xFF), (byte)((time >> 8) & 0xFF), (byte)(time & 0xFF)] : [];

    private static byte[] Big24(int value) => [(byte)(value >> 16), (byte)((value >> 8) & 0xFF), (byte)(value & 0xFF)];
}
