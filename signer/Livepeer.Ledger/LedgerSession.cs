using Livepeer.Payments.Desk;

namespace Livepeer.Ledger;

/// <summary>One payment session as the ledger holds it.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Key">Which session.</param>
/// <param name="State">Its totals.</param>
public sealed record LedgerSession(TenantId Tenant, SessionKey Key, SessionState State);
