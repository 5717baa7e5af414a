namespace Livepeer.Payments.Desk.Audit;

/// <summary>
/// What a ledger knows of the ends of audit logs, so that records which were cut off a log's end are missed: a chain of hashes shows that only for records in its middle.
/// Every signer on the ledger notes its own log down.
/// </summary>
public interface ILedgerAnchors
{
    /// <summary>Logs that are known at most; with another one the log that was noted down longest ago is forgotten.</summary>
    const int MaxLogs = 1_000;

    /// <summary>Notes down a record of a log. A number that is not above the known one changes nothing.</summary>
    /// <param name="anchor">The record.</param>
    /// <param name="instead">An anchor that no longer holds, of which the caller has kept a record of its own: while it is the known one, it is replaced whatever its number. Null for none.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <exception cref="ArgumentException">The log's name is empty or longer than 64 characters, or the number is below 1.</exception>
    /// <exception cref="LedgerUnavailableException">The store cannot be written.</exception>
    ValueTask AnchorAsync(LogAnchor anchor, LogAnchor? instead, CancellationToken cancellationToken);

    /// <summary>One record of each log that is known, the highest that was noted down.</summary>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<LogAnchor>> ReadAnchorsAsync(CancellationToken cancellationToken);
}
