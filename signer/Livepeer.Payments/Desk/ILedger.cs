namespace Livepeer.Payments.Desk;

/// <summary>
/// The durable memory of payments. One call is one atomic step: settlements are applied (<see cref="BalanceRules.Settle"/>), the snapshot is read,
/// <c>decide</c> runs inside the ledger's own concurrency control, and everything is on disk before the call returns.
/// </summary>
/// <remarks>
/// An implementation that cannot tell whether a step is durable throws <see cref="LedgerUnavailableException"/>; the numbers of that step are then
/// never handed out again. Decisions are pure functions: an implementation may run them more than once and keeps the last result.
/// </remarks>
public interface ILedger
{
    /// <summary>Applies settlements, decides on one order and stores the decision.</summary>
    /// <param name="keys">All the order touches.</param>
    /// <param name="settlements">Of the same tenant, at most 16; stored also when the decision stores nothing.</param>
    /// <param name="decide">The planner; must be pure.</param>
    /// <param name="cancellationToken">Cancels waiting only: a step that has begun is finished.</param>
    /// <returns>The decision, durable.</returns>
    /// <exception cref="LedgerUnavailableException">The store cannot be reached or written, or its queue is full.</exception>
    ValueTask<LedgerDecision> ApplyAsync(
        LedgerKeys keys,
        IReadOnlyList<Settlement> settlements,
        Func<LedgerSnapshot, LedgerDecision> decide,
        CancellationToken cancellationToken);

    /// <summary>Applies settlements alone.</summary>
    /// <returns>One result per settlement, in order.</returns>
    /// <exception cref="LedgerUnavailableException">The store cannot be reached or written, or its queue is full.</exception>
    ValueTask<IReadOnlyList<SettlementResult>> SettleAsync(TenantId tenant, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken);

    /// <summary>Proves that the store can be written to: readiness.</summary>
    /// <exception cref="LedgerUnavailableException">It cannot.</exception>
    ValueTask ProbeAsync(CancellationToken cancellationToken);
}
