using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Livepeer.Hosting.Access;

namespace RemoteSigner.Tenants.Registry;

/// <summary>All tenants at one moment, and who is proven by what. Immutable: a changed file gives a new table.</summary>
internal sealed class TenantTable
{
    private readonly FrozenDictionary<string, Tenant> _byName;
    private readonly FrozenDictionary<string, Tenant> _bySubject;
    private readonly FrozenDictionary<ulong, TokenOwner[]> _byHash;

    private TenantTable(ImmutableArray<Tenant> tenants)
    {
        Tenants = tenants;
        _byName = tenants.ToFrozenDictionary(tenant => tenant.Id.Value, StringComparer.Ordinal);
        _bySubject = tenants.SelectMany(tenant => tenant.Subjects.Select(subject => (subject, tenant))).ToFrozenDictionary(pair => pair.subject, pair => pair.tenant, StringComparer.Ordinal);
        _byHash = tenants
            .SelectMany(tenant => tenant.Tokens.Select(token => new TokenOwner(tenant, token)))
            .GroupBy(owner => Prefix(owner.Token.Hash.AsSpan()))
            .ToFrozenDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>Nobody.</summary>
    public static TenantTable Empty { get; } = new([]);

    /// <summary>Everybody, by name.</summary>
    public ImmutableArray<Tenant> Tenants { get; }

    /// <summary>Whether anybody but the tenant of callers without a name has an entry.</summary>
    public bool HasOthersThanDefault => Tenants.Length > (_byName.ContainsKey(TenantNames.Default) ? 1 : 0);

    /// <summary>Brings tenants together. No two may have the same name, and nothing may prove two of them.</summary>
    /// <param name="tenants">Each sound in itself.</param>
    /// <param name="table">Null with a problem.</param>
    /// <param name="problem">What stands twice.</param>
    public static bool TryCreate(IEnumerable<Tenant> tenants, [NotNullWhen(true)] out TenantTable? table, [NotNullWhen(false)] out string? problem)
    {
        var sorted = tenants.OrderBy(tenant => tenant.Id.Value, StringComparer.Ordinal).ToImmutableArray();
        problem = Twice(sorted.Select(tenant => tenant.Id.Value)) is { } name ? $"the tenant '{name}' stands there twice"
            : Twice(sorted.SelectMany(tenant => tenant.Subjects)) is { } subject ? $"the certificate subject '{subject}' stands there twice"
            : Twice(sorted.SelectMany(tenant => tenant.Tokens.Select(token => Convert.ToHexStringLower(token.Hash.AsSpan())))) is { } hash ? $"the token with the hash {hash} stands there twice"
            : sorted.FirstOrDefault(tenant => Twice(tenant.Tokens.Select(token => token.Id)) is not null) is { } tenant ? $"two tokens of the tenant '{tenant.Id}' have the same id"
            : null;
        table = problem is null ? new TenantTable(sorted) : null;
        return table is not null;
    }

    /// <summary>The tenant of a name; null when it has no entry.</summary>
    public Tenant? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The tenant that a name in a certificate proves; null when it proves nobody.</summary>
    public Tenant? FindBySubject(string subject) => _bySubject.GetValueOrDefault(subject);

    /// <summary>
    /// The owner of a token, also of one that is withdrawn or expired. What is compared is its hash: the first bytes find the entry, which tells nothing
    /// about the token, and the whole is compared in constant time.
    /// </summary>
    public TokenOwner? FindByToken(ReadOnlySpan<char> token)
    {
        Span<byte> hash = stackalloc byte[TokenHash.Size];
        if (!TokenHash.TryCompute(token, hash) || !_byHash.TryGetValue(Prefix(hash), out var candidates))
        {
            return null;
        }

        foreach (var candidate in candidates)
        {
            if (CryptographicOperations.FixedTimeEquals(candidate.Token.Hash.AsSpan(), hash))
            {
                return candidate;
            }
        }

        return null;
    }

    private static ulong Prefix(ReadOnlySpan<byte> hash) => System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash);

    private static string? Twice(IEnumerable<string> texts)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return texts.FirstOrDefault(text => !seen.Add(text));
    }
}

/// <summary>A token and whom it proves.</summary>
internal sealed record TokenOwner(Tenant Tenant, StoredToken Token);
