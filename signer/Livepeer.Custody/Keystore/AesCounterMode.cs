using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Livepeer.Custody.Keystore;

/// <summary>AES-128 in counter mode for data of at most two blocks: a key file encrypts at most 32 bytes.</summary>
/// <remarks>Source: NIST SP 800-38A, section 6.5.</remarks>
internal static class AesCounterMode
{
    private const int BlockSize = 16;

    /// <summary>Encrypts or decrypts: both add the same key stream.</summary>
    /// <param name="key">16 bytes.</param>
    /// <param name="counter">16 bytes, big-endian: the first counter block.</param>
    /// <param name="input">At most 32 bytes.</param>
    /// <param name="output">As many bytes.</param>
    public static void Transform(ReadOnlySpan<byte> key, ReadOnlySpan<byte> counter, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> stream = stackalloc byte[2 * BlockSize];
        var first = BinaryPrimitives.ReadUInt128BigEndian(counter);
        BinaryPrimitives.WriteUInt128BigEndian(stream, first);
        BinaryPrimitives.WriteUInt128BigEndian(stream[BlockSize..], unchecked(first + 1));
        using var aes = Aes.Create();
        aes.SetKey(key);
        aes.EncryptEcb(stream, stream, PaddingMode.None);
        for (var i = 0; i < input.Length; i++)
        {
            output[i] = (byte)(input[i] ^ stream[i]);
        }

        CryptographicOperations.ZeroMemory(stream);
    }
}
