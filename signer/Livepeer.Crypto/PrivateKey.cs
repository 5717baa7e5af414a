using System.Security.Cryptography;

namespace Livepeer.Crypto;

/// <summary>
/// A secp256k1 private key in pinned memory that is zeroed on disposal. It has no text form; only the room's signing code and <see cref="Export"/> read it.
/// </summary>
public sealed class PrivateKey : IDisposable
{
    private readonly byte[] _bytes;

    /// <summary>Copies exactly 32 bytes; the caller zeroes its own copy.</summary>
    /// <exception cref="ArgumentException">Another length, zero, or not below the order of the curve.</exception>
    public PrivateKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 32 || bytes.SequenceCompareTo(CurveOrder) >= 0 || bytes.IndexOfAnyExcept((byte)0) < 0)
        {
            throw new ArgumentException("A private key is 32 bytes, above zero and below the order of the curve.", nameof(bytes));
        }

        _bytes = GC.AllocateArray<byte>(32, pinned: true);
        bytes.CopyTo(_bytes);
    }

    private static ReadOnlySpan<byte> CurveOrder =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE,
        0xBA, 0xAE, 0xDC, 0xE6, 0xAF, 0x48, 0xA0, 0x3B, 0xBF, 0xD2, 0x5E, 0x8C, 0xD0, 0x36, 0x41, 0x41,
    ];

    /// <summary>The bytes, for the signing code of this room only.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Makes a key from the system's random source.</summary>
    public static PrivateKey Generate()
    {
        Span<byte> bytes = stackalloc byte[32];
        try
        {
            do
            {
                RandomNumberGenerator.Fill(bytes);
            }
            while (bytes.SequenceCompareTo(CurveOrder) >= 0 || bytes.IndexOfAnyExcept((byte)0) < 0);

            return new PrivateKey(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Copies the key into the destination, for writing an encrypted key file; the caller zeroes it.</summary>
    public void Export(Span<byte> destination) => _bytes.CopyTo(destination);

    /// <summary>Zeroes the memory.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);

    /// <summary>Never the key.</summary>
    public override string ToString() => "private key";
}
