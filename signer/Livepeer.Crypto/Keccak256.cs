using Org.BouncyCastle.Crypto.Digests;

namespace Livepeer.Crypto;

/// <summary>Keccak-256 as Ethereum uses it (not SHA3-256: the padding differs).</summary>
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

    /// <summary>Hashes the data into the first 32 bytes of the destination.</summary>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        var digest = new KeccakDigest(256);
        digest.BlockUpdate(data);
        digest.DoFinal(destination);
    }
}
