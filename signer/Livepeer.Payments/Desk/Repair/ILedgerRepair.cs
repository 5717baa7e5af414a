namespace Livepeer.Payments.Desk.Repair;

/// <summary>
/// What becomes of a ledger that lost records: another generation begins, and payments that were recorded elsewhere are put back. Of the same store as
/// <see cref="ILedger"/>; safe for any number of callers and for every signer that shares the store.
/// </summary>
public interface ILedgerRepair
{
    /// <summary>Most payments in one call of <see cref="HasAllAsync"/> and <see cref="RestoreAsync"/>.</summary>
    const int MaxPayments = 256;

    /// <summary>The running generation.</summary>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    ValueTask<LedgerGeneration> ReadGenerationAsync(CancellationToken cancellationToken);

    /// <summary>Waits until a loss was detected, here or by another signer: until another generation than the given one is running.</summary>
    /// <param name="known">Number of a generation.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <returns>The running generation.</returns>
    ValueTask<LedgerGeneration> WaitForGenerationAsync(long known, CancellationToken cancellationToken);

    /// <summary>
    /// Begins another generation: every nonce space used so far is closed, and all credit at orchestrators counts as lost. Payments, sessions, budgets
    /// and the account stay. To be called when the store may lack payments that were made.
    /// </summary>
    /// <param name="reason">For the operator: 1 to 256 characters.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <returns>The new generation, durable.</returns>
    /// <exception cref="LedgerUnavailableException">The store cannot be written; the old generation goes on.</exception>
    ValueTask<LedgerGeneration> BeginGenerationAsync(string reason, CancellationToken cancellationToken);

    /// <summary>Whether the ledger knows exactly these payments, every one of them. Another payment under the same key is not the one.</summary>
    /// <param name="payments">At most <see cref="MaxPayments"/>, none older than a tombstone lives: of older ones the ledger knows nothing.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    ValueTask<bool> HasAllAsync(IReadOnlyList<RecordedPayment> payments, CancellationToken cancellationToken);

    /// <summary>
    /// Puts back what the ledger lost: the payment under its key, its event and its day in the account, its tenant's spending, and while its
    /// ticket parameters live the number of tickets made with them. Each payment exactly once, however often it is given. Credit does not come back: call
    /// <see cref="BeginGenerationAsync"/> first.
    /// </summary>
    /// <param name="payments">At most <see cref="MaxPayments"/>; durable in one step.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <returns>One state per payment, in order.</returns>
    /// <exception cref="LedgerUnavailableException">The store cannot be written; nothing was put back.</exception>
    ValueTask<IReadOnlyList<RestoreState>> RestoreAsync(IReadOnlyList<RecordedPayment> payments, CancellationToken cancellationToken);
}
