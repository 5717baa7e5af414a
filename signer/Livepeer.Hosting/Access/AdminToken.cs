using System.Security.Cryptography;
using Livepeer.Hosting.Program;

namespace Livepeer.Hosting.Access;

/// <summary>The control port's token: in a file that only its owner may read, made at first start.</summary>
public sealed class AdminToken
{
    private const string Prefix = "adm_";
    private readonly byte[] _hash = new byte[TokenHash.Size];

    private AdminToken(string token)
    {
        if (!TokenHash.TryCompute(token, _hash))
        {
            throw new InvalidDataException($"an admin token has 1 to {TokenHash.MaxTokenLength} ASCII characters");
        }
    }

    /// <summary>Reads the file, or makes it with mode 0600.</summary>
    /// <exception cref="IOException">It can be neither read nor made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may be neither read nor made.</exception>
    /// <exception cref="InvalidDataException">It holds no token.</exception>
    public static AdminToken Open(string path)
    {
        if (!File.Exists(path))
        {
            PrivateFile.Write(path, AccessToken.Create(Prefix) + "\n");
        }

        return new AdminToken(Read(path));
    }

    /// <summary>The token of a running program, for commands that ask it.</summary>
    public static string Read(string path) => File.ReadAllText(path).Trim();

    /// <summary>Compares in constant time.</summary>
    public bool Matches(ReadOnlySpan<char> token)
    {
        Span<byte> hash = stackalloc byte[TokenHash.Size];
        return TokenHash.TryCompute(token, hash) && CryptographicOperations.FixedTimeEquals(hash, _hash);
    }
}
