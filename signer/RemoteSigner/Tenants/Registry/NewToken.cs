using System.Security.Cryptography;
using Livepeer.Hosting.Access;

namespace RemoteSigner.Tenants.Registry;

/// <summary>A token that was just made: the only moment at which its text exists on our side.</summary>
/// <param name="Text">For its owner.</param>
/// <param name="Stored">For the registry.</param>
internal sealed record NewToken(string Text, StoredToken Stored)
{
    /// <summary>Secret scanners look for it.</summary>
    public const string Prefix = "rst_";

    private const int IdBytes = 5;

    /// <summary>Makes one.</summary>
    public static NewToken Create(DateTimeOffset now, DateTimeOffset? expires = null)
    {
        var text = AccessToken.Create(Prefix);
        var hash = new byte[TokenHash.Size];
        TokenHash.TryCompute(text, hash);
        return new NewToken(text, new StoredToken(RandomNumberGenerator.GetHexString(2 * IdBytes, lowercase: true), [.. hash], now, expires, Revoked: null));
    }
}
