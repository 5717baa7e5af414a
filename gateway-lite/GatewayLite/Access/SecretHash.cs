using System.Security.Cryptography;
using System.Text;

namespace GatewayLite.Access;

/// <summary>SHA-256 of a secret; what files and memory hold in place of the secret itself.</summary>
internal readonly struct SecretHash
{
    private readonly byte[] _bytes;

    private SecretHash(byte[] bytes) => _bytes = bytes;

    public static SecretHash Of(string secret) => new(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Reads 64 hexadecimal digits.</summary>
    public static bool TryParse(string text, out SecretHash hash)
    {
        var bytes = new byte[SHA256.HashSizeInBytes];
        var parsed = text.Length == 2 * bytes.Length && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
        hash = new SecretHash(bytes);
        return parsed;
    }

    /// <summary>Compares in constant time.</summary>
    public bool Matches(in SecretHash other) => CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    public override string ToString() => Convert.ToHexStringLower(_bytes);
}
