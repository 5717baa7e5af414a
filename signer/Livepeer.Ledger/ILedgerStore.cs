using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Desk.Repair;
using Livepeer.Payments.Desk.Usage;

namespace Livepeer.Ledger;

/// <summary>Everything that one store does for a signer, wherever it is.</summary>
public interface ILedgerStore : ILedger, ILedgerRepair, ILedgerAnchors, ISigningSwitch, IUsageLog, IAsyncDisposable
{
    /// <summary>Where it is, for an operator; no secret.</summary>
    string Place { get; }

    /// <summary>32 secret bytes, the same for every signer on the store, with which states that callers hold are sealed.</summary>
    ReadOnlyMemory<byte> SealKey { get; }

    /// <summary>What was done since the ledger was opened, for metrics.</summary>
    LedgerCounters Counters { get; }

    /// <summary>Balances that have not ended, ordered by tenant and bucket.</summary>
    /// <param name="tenant">Whose; null for all tenants.</param>
    /// <param name="limit">1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <exception cref="LedgerUnavailableException">The store cannot be read, or the queue is full.</exception>
    ValueTask<IReadOnlyList<LedgerBalance>> ListBalancesAsync(TenantId? tenant, int limit, CancellationToken cancellationToken);
}
