using Livepeer.Payments.Desk;

namespace Livepeer.Ledger.State;

/// <summary>A payment of a tenant.</summary>
internal readonly record struct PaymentId(TenantId Tenant, string IdempotencyKey);

/// <summary>A bucket of a tenant.</summary>
internal readonly record struct BucketId(TenantId Tenant, BalanceKey Key);

/// <summary>A payment session of a tenant.</summary>
internal readonly record struct SessionId(TenantId Tenant, SessionKey Key);
