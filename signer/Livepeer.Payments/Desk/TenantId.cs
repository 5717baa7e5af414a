namespace Livepeer.Payments.Desk;

/// <summary>Who is charged: 1 to 64 characters of [a-z0-9-]. Every ledger key but the nonces begins with it.</summary>
/// <param name="Value">The name.</param>
public readonly record struct TenantId(string Value)
{
    /// <summary>The name.</summary>
    public override string ToString() => Value;
}
