namespace Livepeer.Payments.Desk;

/// <summary>
/// Who is charged: 1 to 136 printable ASCII characters without spaces. Every ledger key but the nonces begins with it. Registered tenants have names of
/// [a-z0-9-]; whom a webhook names is <c>auth:</c> and its id.
/// </summary>
/// <param name="Value">The name.</param>
public readonly record struct TenantId(string Value)
{
    /// <summary>Characters at most.</summary>
    public const int MaxLength = 136;

    /// <summary>Begins the name of whom a webhook named.</summary>
    public const string WebhookPrefix = "auth:";

    /// <summary>Whether a text can be a tenant's name.</summary>
    public static bool IsValid(string? value) => value is { Length: > 0 and <= MaxLength } && !value.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>The name.</summary>
    public override string ToString() => Value;
}
