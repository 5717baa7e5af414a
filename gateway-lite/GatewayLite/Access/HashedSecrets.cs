using System.Security.Cryptography;
using Livepeer.Hosting.Access;

namespace GatewayLite.Access;

/// <summary>Hashes of secrets by name. A comparison looks at every candidate and takes constant time each.</summary>
internal sealed class HashedSecrets(IEnumerable<(string Name, byte[] Hash)> entries)
{
    private readonly ILookup<string, byte[]> _byName = entries.ToLookup(entry => entry.Name, entry => entry.Hash, StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _byName.Sum(hashes => hashes.Count());

    /// <summary>Whether the secret belongs to one of the names.</summary>
    public bool Contains(ReadOnlySpan<char> secret, params ReadOnlySpan<string> names)
    {
        Span<byte> given = stackalloc byte[TokenHash.Size];
        if (!TokenHash.TryCompute(secret, given))
        {
            return false;
        }

        var found = false;
        foreach (var name in names)
        {
            foreach (var hash in _byName[name])
            {
                found |= CryptographicOperations.FixedTimeEquals(hash, given);
            }
        }

        return found;
    }

    /// <summary>Whether the secret belongs to anybody.</summary>
    public bool ContainsAny(ReadOnlySpan<char> secret)
    {
        Span<byte> given = stackalloc byte[TokenHash.Size];
        if (!TokenHash.TryCompute(secret, given))
        {
            return false;
        }

        var found = false;
        foreach (var hashes in _byName)
        {
            foreach (var hash in hashes)
            {
                found |= CryptographicOperations.FixedTimeEquals(hash, given);
            }
        }

        return found;
    }
}
