using Livepeer.Audit;

namespace RemoteSigner.Hosting;

/// <summary>What the program's log says of the audit log's end.</summary>
internal static partial class AuditReport
{
    /// <summary>Says what the start did not find, and from now on when the ledger cannot be told of the log's end.</summary>
    public static void Log(ILogger logger, FileAuditLog audit)
    {
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
}
