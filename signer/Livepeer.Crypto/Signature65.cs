namespace Livepeer.Crypto;

/// <summary>
/// A recoverable secp256k1 signature: r (32 bytes), s (32 bytes), v (27 or 28). <c>default</c> is not a signature: v is 0.
/// Whether r and s are in range and s is low is decided by <see cref="Secp256k1"/>, not here.
/// </summary>
/// <remarks>Source: go-livepeer crypto/verify.go.</remarks>
public readonly record struct Signature65
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 65;

    /// <summary>Joins the parts.</summary>
    /// <param name="r">First half, big-endian.</param>
    /// <param name="s">Second half, big-endian.</param>
    /// <param name="v">27 plus the parity of the nonce point's y.</param>
    public Signature65(Hash32 r, Hash32 s, byte v)
    {
        R = r;
        S = s;
        V = v;
    }

    /// <summary>Takes exactly 65 bytes.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public Signature65(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"A signature has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        }

        R = new Hash32(bytes[..32]);
        S = new Hash32(bytes[32..64]);
        V = bytes[64];
    }

    /// <summary>First half, big-endian.</summary>
    public Hash32 R { get; }

    /// <summary>Second half, big-endian.</summary>
    public Hash32 S { get; }

    /// <summary>27 or 28.</summary>
    public byte V { get; }

    /// <summary>Writes the 65 bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        R.CopyTo(destination);
        S.CopyTo(destination[32..]);
        destination[64] = V;
    }

    /// <summary>The 65 bytes in a new array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary><c>0x</c> and 130 lower-case digits.</summary>
    public override string ToString() => "0x" + Convert.ToHexStringLower(ToArray());
}
