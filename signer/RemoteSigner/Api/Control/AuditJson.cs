using Livepeer.Payments.Desk.Audit;

namespace RemoteSigner.Api.Control;

/// <summary>Answer of GET /audit.</summary>
/// <param name="Log">Name of the log that this signer writes.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="Sequence">Number of its last record.</param>
/// <param name="Hash">SHA-256 of that record's line.</param>
/// <param name="Known">What the ledger knows of this log and of others; null when it cannot be read.</param>
/// <param name="Problem">Why it cannot be read.</param>
internal sealed record AuditJson(string Log, string Folder, long Sequence, string Hash, IReadOnlyList<AnchorJson>? Known, string? Problem);

/// <summary>A record of a log that the ledger knows.</summary>
/// <param name="Log">Name of the log.</param>
/// <param name="Sequence">Number of the record.</param>
/// <param name="Hash">SHA-256 of its line.</param>
/// <param name="At">When it was noted down.</param>
internal sealed record AnchorJson(string Log, long Sequence, string Hash, DateTimeOffset At)
{
    public static AnchorJson Of(LogAnchor anchor) => new(anchor.Log, anchor.Sequence, anchor.Hash.ToString(), anchor.At);
}
