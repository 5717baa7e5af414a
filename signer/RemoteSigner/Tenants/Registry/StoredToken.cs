using System.Collections.Immutable;

namespace RemoteSigner.Tenants.Registry;

/// <summary>A token as it is stored: never itself.</summary>
/// <param name="Id">Names it in commands and lists; says nothing about the token.</param>
/// <param name="Hash">SHA-256 of its text.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">From when on it proves nothing; null for never.</param>
/// <param name="Revoked">When it was withdrawn; null when it was not.</param>
internal sealed record StoredToken(string Id, ImmutableArray<byte> Hash, DateTimeOffset Created, DateTimeOffset? Expires, DateTimeOffset? Revoked)
{
    /// <summary>Whether it proves anything at a moment.</summary>
    public bool IsValidAt(DateTimeOffset now) => Revoked is null && !(Expires <= now);
}
