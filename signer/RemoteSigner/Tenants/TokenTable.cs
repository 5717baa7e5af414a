using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Livepeer.Hosting.Access;
using Livepeer.Payments.Desk;

namespace RemoteSigner.Tenants;

/// <summary>Tokens of all tenants at one moment. Immutable: a changed file gives a new table.</summary>
internal sealed class TokenTable
{
    private readonly FrozenDictionary<ulong, Entry[]> _byPrefix;

    public TokenTable(IReadOnlyCollection<Entry> entries)
    {
        Tenants = [.. entries.Select(entry => entry.Caller.Tenant).Distinct()];
        _byPrefix = entries.GroupBy(entry => Prefix(entry.Hash)).ToFrozenDictionary(group => group.Key, group => group.ToArray());
    }

    public static TokenTable Empty { get; } = new([]);

    /// <summary>Everybody who has a token.</summary>
    public IReadOnlyList<TenantId> Tenants { get; }

    /// <summary>
    /// Finds the tenant of a token. What is compared is its hash: the first bytes find the entry, which tells nothing about the token, and the whole is
    /// compared in constant time.
    /// </summary>
    public bool TryFind(ReadOnlySpan<char> token, [NotNullWhen(true)] out Caller? caller)
    {
        caller = null;
        Span<byte> hash = stackalloc byte[TokenHash.Size];
        if (!TokenHash.TryCompute(token, hash) || !_byPrefix.TryGetValue(Prefix(hash), out var candidates))
        {
            return false;
        }

        foreach (var candidate in candidates)
        {
            if (CryptographicOperations.FixedTimeEquals(candidate.Hash, hash))
            {
                caller = candidate.Caller;
                return true;
            }
        }

        return false;
    }

    private static ulong Prefix(ReadOnlySpan<byte> hash) => System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash);

    /// <summary>One token.</summary>
    /// <param name="Caller">Who it proves.</param>
    /// <param name="Hash">SHA-256 of its text.</param>
    public sealed record Entry(Caller Caller, byte[] Hash);
}
