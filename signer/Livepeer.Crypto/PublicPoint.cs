namespace Livepeer.Crypto;

/// <summary>A public key as 64 bytes: x and y, big-endian.</summary>
internal static class PublicPoint
{
    /// <summary>Address of a public key: the last 20 bytes of its hash.</summary>
    public static EthAddress Address(ReadOnlySpan<byte> coordinates)
    {
        Span<byte> hash = stackalloc byte[Hash32.Size];
        Keccak256.Hash(coordinates, hash);
        return new EthAddress(hash[12..]);
    }
}
