using Livepeer.Audit;

namespace RemoteSigner.Hosting;

/// <summary>What the program's log says of the audit log's end.</summary>
internal static partial class AuditReport
{
    /// <summary>Says what the start did not find, and from now on when the ledger cannot be told of the log's end.</summary>
    /// <param name="logger">Is told.</param>
    /// <param name="audit">The log.</param>
    /// <param name="isAlone">Whether nobody else uses the ledger: a log that it knows was this signer's then.</param>
    public static void Log(ILogger logger, FileAuditLog audit, bool isAlone)
    {
        if (isAlone && audit.EarlierLogs.MaxBy(static known => known.At) is { } earlier)
        {
            BeganAnother(logger, audit.Id, audit.Folder, earlier.Log, earlier.Sequence, earlier.At);
        }

        if (audit.FilesWithoutRecord.Count > 0)
        {
            FoundWithoutRecord(logger, audit.Folder, string.Join(", ", audit.FilesWithoutRecord));
        }

        switch (audit.Cut)
        {
            case { Missing: > 0 } cut:
                WasCut(logger, audit.Folder, cut.End.Sequence, cut.Known.Sequence, cut.Missing);
                break;
            case { } cut:
                WasReplaced(logger, audit.Folder, cut.Known.Sequence, cut.Known.Hash.ToString());
                break;
            default:
                break;
        }

        audit.WatchAnchors(problem =>
        {
            if (problem is null)
            {
                AnchoredAgain(logger);
            }
            else
            {
                NotAnchored(logger, problem);
            }
        });
    }

    [LoggerMessage(2080, LogLevel.Error, "The audit log in {Folder} was cut: it ended with record {End}, and the ledger knows record {Known}; missing at its end: {Missing}. Its record of this start says so for good. Signing goes on.")]
    private static partial void WasCut(ILogger logger, string folder, long end, long known, long missing);

    [LoggerMessage(2081, LogLevel.Error, "The audit log in {Folder} was replaced: its record {Known} is not the one that the ledger knows, {Hash}. Its record of this start says so for good. Signing goes on.")]
    private static partial void WasReplaced(ILogger logger, string folder, long known, string hash);

    [LoggerMessage(2082, LogLevel.Warning, "The ledger could not be told how far the audit log is; this is tried again every minute, and said again only after it worked: {Problem}")]
    private static partial void NotAnchored(ILogger logger, string problem);

    [LoggerMessage(2083, LogLevel.Information, "The ledger knows again how far the audit log is.")]
    private static partial void AnchoredAgain(ILogger logger);

    [LoggerMessage(2084, LogLevel.Warning, "The audit log {Log} in {Folder} begins with this start, and the ledger knows an earlier one: {Earlier} up to record {Record}, noted down at {At:u}. If --audit-dir was not changed, that log was emptied or removed.")]
    private static partial void BeganAnother(ILogger logger, string log, string folder, string earlier, long record, DateTimeOffset at);

    [LoggerMessage(2085, LogLevel.Warning, "In the audit folder {Folder} were files without a record. They are kept: {Files}.")]
    private static partial void FoundWithoutRecord(ILogger logger, string folder, string files);
}
