using System.Globalization;
using System.Text;

namespace Livepeer.Crypto;

/// <summary>EIP-191 personal messages: what an Ethereum account signs when it does not sign a transaction.</summary>
/// <remarks>Source: go-livepeer eth/accountmanager.go; EIP-191.</remarks>
public static class PersonalMessage
{
    private static ReadOnlySpan<byte> Prefix => "\x19Ethereum Signed Message:\n"u8;

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
        var length = Encoding.ASCII.GetBytes(message.Length.ToString(CultureInfo.InvariantCulture));
        var total = Prefix.Length + length.Length + message.Length;
        var buffer = total <= 256 ? stackalloc byte[total] : new byte[total];
        Prefix.CopyTo(buffer);
        length.CopyTo(buffer[Prefix.Length..]);
        message.CopyTo(buffer[(Prefix.Length + length.Length)..]);
        return Keccak256.Hash(buffer);
    }
}
