using System.Buffers;
using Livepeer.Payments.Desk;

namespace RemoteSigner.Tenants.Registry;

/// <summary>What a tenant may be called in the registry.</summary>
internal static class TenantNames
{
    /// <summary>Characters of a name that is not a webhook's.</summary>
    public const int MaxLength = 64;

    /// <summary>Who calls the HTTP API on loopback without any proof.</summary>
    public const string Default = "default";

    /// <summary>Stands for everybody whom a webhook named and who has no entry of his own.</summary>
    public const string AnyWebhook = TenantId.WebhookPrefix + "*";

    /// <summary>What is expected, for messages.</summary>
    public const string Rule = "1 to 64 characters of [a-z0-9-], or auth: and what a webhook calls him (auth:* for everybody it names)";

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Whether the registry may have an entry of that name.</summary>
    public static bool IsValid(string name) => IsWebhook(name)
        ? name.Length > TenantId.WebhookPrefix.Length && TenantId.IsValid(name)
        : name.Length is > 0 and <= MaxLength && !name.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>Whether a webhook proves who it is: such an entry has limits alone.</summary>
    public static bool IsWebhook(string name) => name.StartsWith(TenantId.WebhookPrefix, StringComparison.Ordinal);
}
