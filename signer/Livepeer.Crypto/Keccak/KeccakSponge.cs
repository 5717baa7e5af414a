using System.Buffers.Binary;

namespace Livepeer.Crypto.Keccak;

/// <summary>The sponge of Keccak-256 around the permutation: how bytes go in and how the hash comes out.</summary>
/// <remarks>Source: FIPS 202, section 4; the padding is the original Keccak's (first bit 1), as Ethereum has it.</remarks>
internal static class KeccakSponge
{
    /// <summary>Bytes that one permutation takes in.</summary>
    public const int BlockSize = 136;

    /// <summary>Takes in whole blocks and returns what is left over: less than a block.</summary>
    public static ReadOnlySpan<byte> AbsorbBlocks(Span<ulong> state, ReadOnlySpan<byte> data)
    {
        while (data.Length >= BlockSize)
        {
            AbsorbBlock(state, data[..BlockSize]);
            data = data[BlockSize..];
        }

        return data;
    }

    /// <summary>Takes in the rest, less than a block, with the padding, and writes the hash.</summary>
    public static void Finish(Span<ulong> state, ReadOnlySpan<byte> rest, Span<byte> hash)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        block.Clear();
        rest.CopyTo(block);
        block[rest.Length] = 0x01;
        block[^1] |= 0x80;
        AbsorbBlock(state, block);
        for (var lane = 0; lane < Hash32.Size / sizeof(ulong); lane++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(hash[(lane * sizeof(ulong))..], state[lane]);
        }
    }

    private static void AbsorbBlock(Span<ulong> state, ReadOnlySpan<byte> block)
    {
        for (var lane = 0; lane < BlockSize / sizeof(ulong); lane++)
        {
            state[lane] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(lane * sizeof(ulong))..]);
        }

        KeccakPermutation.Apply(state);
    }
}
