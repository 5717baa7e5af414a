using Livepeer.Payments.Desk;

namespace Livepeer.Ledger;

/// <summary>One balance as the ledger holds it.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Key">Which bucket.</param>
/// <param name="State">Credit and open payments; what has expired is already written off.</param>
public sealed record LedgerBalance(TenantId Tenant, BalanceKey Key, BalanceState State);
