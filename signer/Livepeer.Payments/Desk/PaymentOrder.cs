using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk;

/// <summary>One request for one payment.</summary>
/// <param name="Tenant">Who is charged; proven by the host.</param>
/// <param name="IdempotencyKey">1 to 128 printable ASCII characters, unique per payment of the tenant.</param>
/// <param name="PaymentSessionId">
/// 1 to 128 printable ASCII characters; groups usage and holds the first price that later prices are compared with. For metered work it is the job's
/// account: one session per job.
/// </param>
/// <param name="Offer">What the orchestrator sent.</param>
/// <param name="MaxPrice">The caller's own ceiling in wei per unit; null for none.</param>
/// <param name="Job">What is paid for.</param>
/// <param name="Settlements">
/// Outcomes of earlier payments of the same tenant, at most 16; applied before the order is planned, also when the order is refused.
/// </param>
public sealed record PaymentOrder(
    TenantId Tenant,
    string IdempotencyKey,
    string PaymentSessionId,
    OrchestratorOffer Offer,
    Rational? MaxPrice,
    Job Job,
    IReadOnlyList<Settlement> Settlements)
{
    /// <summary>What the tenant may do; enforced in the ledger's step.</summary>
    public TenantLimits Limits { get; init; } = TenantLimits.None;

    /// <summary>The host's name for the request, for the audit log: printable ASCII, at most 128 characters; empty for none.</summary>
    public string RequestId { get; init; } = string.Empty;

    /// <summary>How the caller stands to the session of metered work; other jobs have none.</summary>
    public MeterOrder Meter { get; init; } = MeterOrder.Head;
}
