using Livepeer.Crypto.Keccak;

namespace Livepeer.Crypto;

/// <summary>Keccak-256 as Ethereum uses it (not SHA3-256: the padding differs). Allocates nothing; for data in pieces see <see cref="IncrementalKeccak256"/>.</summary>
public static class Keccak256
{
    /// <summary>Hash of nothing.</summary>
    public static readonly Hash32 OfNothing = Hash32.Parse("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");

    /// <summary>Hashes the data.</summary>
    public static Hash32 Hash(ReadOnlySpan<byte> data)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        Hash(data, bytes);
        return new Hash32(bytes);
    }

    /// <summary>Hashes the data into the first 32 bytes of the destination, which may overlap the data.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than 32 bytes.</exception>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        if (destination.Length < Hash32.Size)
        {
            throw new ArgumentException($"A hash takes {Hash32.Size} bytes, not {destination.Length}.", nameof(destination));
        }

        Span<ulong> state = stackalloc ulong[KeccakPermutation.Lanes];
        state.Clear();
        var rest = KeccakSponge.AbsorbBlocks(state, data);
        KeccakSponge.Finish(state, rest, destination);
    }
}
