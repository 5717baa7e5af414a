using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;

namespace Livepeer.Ledger.State;

/// <summary>A payment of a tenant.</summary>
internal readonly record struct PaymentId(TenantId Tenant, string IdempotencyKey);

/// <summary>A bucket of a tenant.</summary>
internal readonly record struct BucketId(TenantId Tenant, BalanceKey Key);

/// <summary>A payment session of a tenant.</summary>
internal readonly record struct SessionId(TenantId Tenant, SessionKey Key);

/// <summary>A line of the account: one day's work of one kind for one tenant.</summary>
internal readonly record struct UsageDayId(DateOnly Day, TenantId Tenant, JobKind Kind, string Capability, string Model);

/// <summary>All that is in the account for one tenant on one day.</summary>
internal readonly record struct TenantDay(TenantId Tenant, DateOnly Day);

/// <summary>How many lines that is.</summary>
internal sealed record LineCount(int Lines);
