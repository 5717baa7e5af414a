using System.Buffers;

namespace RemoteSigner.Tenants;

/// <summary>What a tenant may be called: 1 to 64 characters of [a-z0-9-].</summary>
internal static class TenantNames
{
    public const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public static bool IsValid(string name) => name.Length is > 0 and <= MaxLength && !name.AsSpan().ContainsAnyExcept(Allowed);
}
