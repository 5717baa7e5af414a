using System.Security.Cryptography;

namespace Livepeer.Crypto;

/// <summary>
/// A secp256k1 private key in pinned memory that is zeroed on disposal. It has no text form; only the room's signing code and <see cref="Export"/> read it.
/// </summary>
public sealed class PrivateKey : IDisposable
{
    private readonly byte[] _bytes;
    private bool _disposed;

    /// <summary>Copies exactly 32 bytes; the caller zeroes its own copy.</summary>
    /// <exception cref="ArgumentException">Another length, zero, or not below the order of the curve.</exception>
    public PrivateKey(ReadOnlySpan<byte> bytes)
    {
        if (!CurveOrder.Contains(bytes))
        {
            throw new ArgumentException("A private key is 32 bytes, above zero and below the order of the curve.", nameof(bytes));
        }

        _bytes = GC.AllocateArray<byte>(32, pinned: true);
        bytes.CopyTo(_bytes);
    }

    /// <summary>The bytes, for the signing code of this room only.</summary>
    /// <exception cref="ObjectDisposedException">The key was zeroed.</exception>
    internal ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes;
        }
    }

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
            while (!CurveOrder.Contains(bytes));

            return new PrivateKey(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Copies the key into the destination, for writing an encrypted key file; the caller zeroes it.</summary>
    /// <exception cref="ObjectDisposedException">The key was zeroed.</exception>
    public void Export(Span<byte> destination) => Bytes.CopyTo(destination);

    /// <summary>Zeroes the memory. Signing must have ended.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }

    /// <summary>Never the key.</summary>
    public override string ToString() => "private key";
}
