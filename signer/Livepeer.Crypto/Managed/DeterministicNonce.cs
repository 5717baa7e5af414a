using System.Security.Cryptography;
using Org.BouncyCastle.Math;

namespace Livepeer.Crypto.Managed;

/// <summary>Nonces of RFC 6979 for HMAC-SHA256 and a 256-bit order, where no bits need shifting.</summary>
/// <remarks>Source: RFC 6979, section 3.2.</remarks>
internal sealed class DeterministicNonce
{
    private readonly byte[] _k = new byte[32];
    private readonly byte[] _v = new byte[32];
    private bool _used;

    /// <param name="key">32 bytes.</param>
    /// <param name="digest">32 bytes, reduced by the order of the curve.</param>
    public DeterministicNonce(ReadOnlySpan<byte> key, ReadOnlySpan<byte> digest)
    {
        Array.Fill(_v, (byte)1);
        Span<byte> input = stackalloc byte[97];
        key.CopyTo(input[33..]);
        digest.CopyTo(input[65..]);
        for (byte step = 0; step < 2; step++)
        {
            _v.CopyTo(input);
            input[32] = step;
            HMACSHA256.HashData(_k, input, _k);
            HMACSHA256.HashData(_k, _v, _v);
        }

        CryptographicOperations.ZeroMemory(input);
    }

    /// <summary>The next nonce: above zero and below the order. Almost always the first is taken.</summary>
    public BigInteger Next()
    {
        do
        {
            if (_used)
            {
                Restir();
            }

            _used = true;
            HMACSHA256.HashData(_k, _v, _v);
        }
        while (!CurveOrder.Contains(_v));

        return new BigInteger(1, _v);
    }

    /// <summary>Zeroes the state.</summary>
    public void Clear()
    {
        CryptographicOperations.ZeroMemory(_k);
        CryptographicOperations.ZeroMemory(_v);
    }

    private void Restir()
    {
        Span<byte> input = stackalloc byte[33];
        _v.CopyTo(input);
        HMACSHA256.HashData(_k, input, _k);
        HMACSHA256.HashData(_k, _v, _v);
    }
}
