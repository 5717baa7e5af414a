using System.Security.Cryptography;
using System.Text;
using Livepeer.Payments.Desk;

namespace RemoteSigner.Authorization;

/// <summary>Tenants whom the authorization webhook names.</summary>
internal static class WebhookTenants
{
    private const string HashedPrefix = "sha256-";
    private const string Nobody = "default";

    /// <summary>Whether a tenant is one that <see cref="Of"/> gives.</summary>
    public static bool IsOne(string tenant) => tenant == Nobody || tenant.StartsWith(TenantId.WebhookPrefix, StringComparison.Ordinal);

    /// <summary><c>auth:</c> and the id; its hash where the id is too long or has characters that a tenant's name must not have. Nobody named is <c>default</c>.</summary>
    public static TenantId Of(string authId)
    {
        if (authId.Length == 0)
        {
            return new TenantId(Nobody);
        }

        var plain = TenantId.WebhookPrefix + authId;
        return TenantId.IsValid(plain) && !authId.StartsWith(HashedPrefix, StringComparison.Ordinal)
            ? new TenantId(plain)
            : new TenantId(TenantId.WebhookPrefix + HashedPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(authId))));
    }
}
