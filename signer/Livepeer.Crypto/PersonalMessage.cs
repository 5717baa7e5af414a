using System.Buffers.Text;

namespace Livepeer.Crypto;

/// <summary>EIP-191 personal messages: what an Ethereum account signs when it does not sign a transaction.</summary>
/// <remarks>Source: go-livepeer eth/accountmanager.go; EIP-191.</remarks>
public static class PersonalMessage
{
    private static ReadOnlySpan<byte> Prefix => "\u0019Ethereum Signed Message:\n"u8;

    /// <summary>Digest of a 32-byte message, the form of every Livepeer signature except the state seal.</summary>
    public static Hash32 Digest(Hash32 message)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        message.CopyTo(bytes);
        return Digest(bytes);
    }

    /// <summary>Digest of any message: prefix, decimal length in bytes, message.</summary>
    public static Hash32 Digest(ReadOnlySpan<byte> message)
    {
        Span<byte> length = stackalloc byte[10];
        Utf8Formatter.TryFormat(message.Length, length, out var digits);
        var total = Prefix.Length + digits + message.Length;
        var buffer = total <= 256 ? stackalloc byte[total] : new byte[total];
        Prefix.CopyTo(buffer);
        length[..digits].CopyTo(buffer[Prefix.Length..]);
        message.CopyTo(buffer[(Prefix.Length + digits)..]);
        return Keccak256.Hash(buffer);
    }
}
