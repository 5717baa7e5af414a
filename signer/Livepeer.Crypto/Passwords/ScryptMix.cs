using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Livepeer.Crypto.Passwords;

/// <summary>The part of scrypt that costs: fill a table with a chain of hashes, then walk it in an order that only the hashes know.</summary>
/// <remarks>Source: RFC 7914, sections 3 to 5.</remarks>
internal static class ScryptMix
{
    private const int ChunkBytes = 64;

    /// <summary>
    /// Where each word of a Salsa20 chunk stands while we work: the diagonals lie in one vector each, so that a round needs no gathering.
    /// Word 0 stays where it is.
    /// </summary>
    private static ReadOnlySpan<byte> Diagonals => [0, 5, 10, 15, 4, 9, 14, 3, 8, 13, 2, 7, 12, 1, 6, 11];

    /// <summary>scryptROMix in place.</summary>
    /// <param name="block">128·r bytes.</param>
    /// <param name="table">N times as long; any content.</param>
    /// <param name="n">A power of two.</param>
    public static void Mix(Span<byte> block, Span<byte> table, int n)
    {
        var x = GC.AllocateUninitializedArray<byte>(block.Length, pinned: true).AsSpan();
        var y = GC.AllocateUninitializedArray<byte>(block.Length, pinned: true).AsSpan();
        ToDiagonals(block, x);
        for (var i = 0; i < n; i++)
        {
            x.CopyTo(table[(i * x.Length)..]);
            MixChunks(x, y);
            Swap(ref x, ref y);
        }

        for (var i = 0; i < n; i++)
        {
            // N is a power of two, so the low bits of the last chunk's first word are the whole index.
            var index = (int)(MemoryMarshal.Read<uint>(x[^ChunkBytes..]) & (uint)(n - 1));
            Xor(x, table.Slice(index * x.Length, x.Length));
            MixChunks(x, y);
            Swap(ref x, ref y);
        }

        FromDiagonals(x, block);
        CryptographicOperations.ZeroMemory(x);
        CryptographicOperations.ZeroMemory(y);
    }

    /// <summary>scryptBlockMix: chains the chunks through Salsa20/8, even ones to the front half, odd ones to the back half.</summary>
    private static void MixChunks(ReadOnlySpan<byte> input, Span<byte> output)
    {
        var source = MemoryMarshal.Cast<byte, Vector128<uint>>(input);
        var target = MemoryMarshal.Cast<byte, Vector128<uint>>(output);
        var chunks = input.Length / ChunkBytes;
        var (a, b, c, d) = (source[^4], source[^3], source[^2], source[^1]);
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var from = source.Slice(chunk * 4, 4);
            a ^= from[0];
            b ^= from[1];
            c ^= from[2];
            d ^= from[3];
            Salsa8(ref a, ref b, ref c, ref d);
            var to = target.Slice(((chunk / 2) + (chunk % 2 * (chunks / 2))) * 4, 4);
            to[0] = a;
            to[1] = b;
            to[2] = c;
            to[3] = d;
        }
    }

    private static void Salsa8(ref Vector128<uint> first, ref Vector128<uint> second, ref Vector128<uint> third, ref Vector128<uint> fourth)
    {
        var (a, b, c, d) = (first, second, third, fourth);
        for (var round = 0; round < 8; round += 2)
        {
            // Columns.
            b ^= RotateLeft(a + d, 7);
            c ^= RotateLeft(b + a, 9);
            d ^= RotateLeft(c + b, 13);
            a ^= RotateLeft(d + c, 18);
            b = Vector128.Shuffle(b, Vector128.Create(3u, 0, 1, 2));
            c = Vector128.Shuffle(c, Vector128.Create(2u, 3, 0, 1));
            d = Vector128.Shuffle(d, Vector128.Create(1u, 2, 3, 0));

            // Rows.
            d ^= RotateLeft(a + b, 7);
            c ^= RotateLeft(d + a, 9);
            b ^= RotateLeft(c + d, 13);
            a ^= RotateLeft(b + c, 18);
            b = Vector128.Shuffle(b, Vector128.Create(1u, 2, 3, 0));
            c = Vector128.Shuffle(c, Vector128.Create(2u, 3, 0, 1));
            d = Vector128.Shuffle(d, Vector128.Create(3u, 0, 1, 2));
        }

        first += a;
        second += b;
        third += c;
        fourth += d;
    }

    private static Vector128<uint> RotateLeft(Vector128<uint> words, int bits) => (words << bits) | (words >>> (32 - bits));

    private static void Xor(Span<byte> target, ReadOnlySpan<byte> other)
    {
        var to = MemoryMarshal.Cast<byte, Vector128<uint>>(target);
        var from = MemoryMarshal.Cast<byte, Vector128<uint>>(other);
        for (var i = 0; i < to.Length; i++)
        {
            to[i] ^= from[i];
        }
    }

    private static void ToDiagonals(ReadOnlySpan<byte> littleEndian, Span<byte> working)
    {
        var words = MemoryMarshal.Cast<byte, uint>(working);
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(littleEndian[(((i & ~15) + Diagonals[i & 15]) * 4)..]);
        }
    }

    private static void FromDiagonals(ReadOnlySpan<byte> working, Span<byte> littleEndian)
    {
        var words = MemoryMarshal.Cast<byte, uint>(working);
        for (var i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(littleEndian[(((i & ~15) + Diagonals[i & 15]) * 4)..], words[i]);
        }
    }

    private static void Swap(ref Span<byte> x, ref Span<byte> y)
    {
        var held = x;
        x = y;
        y = held;
    }
}
