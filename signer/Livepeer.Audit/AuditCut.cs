namespace Livepeer.Audit;

/// <summary>What a start found when it held the log against the record of it that the ledger knows: that record is not there. The log was cut, or an older one was put in its place.</summary>
/// <param name="Known">The record that the ledger knows.</param>
/// <param name="End">The log's last record when it was opened.</param>
public sealed record AuditCut(AuditHead Known, AuditHead End)
{
    /// <summary>Records that are missing behind the log's end; 0 when another record has the number of the known one.</summary>
    public long Missing => Math.Max(0, Known.Sequence - End.Sequence);
}
