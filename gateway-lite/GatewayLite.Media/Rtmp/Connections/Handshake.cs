using System.Buffers.Binary;
using System.Security.Cryptography;

namespace GatewayLite.Media.Rtmp.Connections;

/// <summary>The simple handshake, server side. Source: Adobe RTMP 1.0, 5.2.</summary>
internal static class Handshake
{
    public const byte Version = 3;
    public const int BlockLength = 1536;

    /// <summary>S0, S1 and S2 for a client's C1. The zero version field in S1 makes clients use the simple form; S2 repeats C1.</summary>
    public static byte[] Answer(ReadOnlySpan<byte> clientBlock)
    {
        var answer = new byte[1 + (2 * BlockLength)];
        answer[0] = Version;
        var block = answer.AsSpan(1, BlockLength);
        BinaryPrimitives.WriteUInt64BigEndian(block, 0);
        RandomNumberGenerator.Fill(block[8..]);
        clientBlock.CopyTo(answer.AsSpan(1 + BlockLength));
        return answer;
    }
}
