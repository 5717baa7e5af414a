using Livepeer.Hosting.Access;

namespace RemoteSigner.Tenants;

/// <summary>Makes tokens, behind a prefix that secret scanners can look for.</summary>
internal static class TenantToken
{
    public const string Prefix = "rst_";

    public static string Create() => AccessToken.Create(Prefix);
}
