using System.Security.Cryptography;
using System.Text;

namespace Livepeer.Hosting.Access;

/// <summary>SHA-256 of a token's text: what is stored instead of the token. A token carries 256 random bits, so no salt is needed.</summary>
public static class TokenHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    /// <summary>Longest token that is looked at, characters.</summary>
    public const int MaxTokenLength = 256;

    /// <summary>Hashes without allocating.</summary>
    /// <returns>False when the token is empty, too long or not ASCII.</returns>
    public static bool TryCompute(ReadOnlySpan<char> token, Span<byte> destination)
    {
        Span<byte> ascii = stackalloc byte[MaxTokenLength];
        if (token.Length is 0 or > MaxTokenLength || Encoding.UTF8.GetByteCount(token) != token.Length)
        {
            return false;
        }

        var length = Encoding.UTF8.GetBytes(token, ascii);
        SHA256.HashData(ascii[..length], destination);
        CryptographicOperations.ZeroMemory(ascii);
        return true;
    }
}
