namespace Livepeer.Audit;

/// <summary>What an audit log has done since it was opened, for metrics.</summary>
/// <param name="Records">Records that are on disk.</param>
/// <param name="Entries">Entries that are on disk; one payment is one entry of several records.</param>
/// <param name="Flushes">Times that a batch was flushed to the disk: one for each batch, whatever its size.</param>
/// <param name="Failures">Batches that could not be written; none of their signatures was released.</param>
/// <param name="RefusedEntries">Entries refused because the queue was full.</param>
/// <param name="Bytes">Bytes on disk.</param>
/// <param name="FlushTime">Time spent writing and flushing.</param>
/// <param name="Checkpoints">Signed heads.</param>
/// <param name="FailedCheckpoints">Heads that could not be signed or recorded; tried again.</param>
/// <param name="Anchors">Times that the ledger was told of the head.</param>
/// <param name="FailedAnchors">Times that it could not be told; tried again with the next head.</param>
/// <param name="Anchored">Number of the last record that the ledger was told of by this process; 0 for none.</param>
/// <param name="Head">End of the log.</param>
/// <param name="QueuedEntries">Entries that wait now.</param>
/// <param name="Outage">Why the log cannot be written; null while it can.</param>
public sealed record AuditCounters(
    long Records,
    long Entries,
    long Flushes,
    long Failures,
    long RefusedEntries,
    long Bytes,
    TimeSpan FlushTime,
    long Checkpoints,
    long FailedCheckpoints,
    long Anchors,
    long FailedAnchors,
    long Anchored,
    AuditHead Head,
    int QueuedEntries,
    string? Outage);
