using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Desk.Repair;

namespace RemoteSigner.Repair;

/// <summary>One comparison of the ledger with payments of the audit log, while others pay.</summary>
internal sealed partial class RepairPass(ILedgerRepair ledger, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(10);

    /// <summary>Compares until everything was, or somebody else began another generation.</summary>
    /// <param name="running">The generation.</param>
    /// <param name="payments">Newest first. Read as they are needed: there may be more of them than fit into memory.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    public async Task<RepairOutcome> RunAsync(LedgerGeneration running, IEnumerable<AuditedPayment> payments, CancellationToken cancellationToken)
    {
        var comparison = new LedgerComparison(ledger, running);
        var patient = new PatientComparison(comparison, time, logger);
        var compared = 0L;
        var told = time.GetTimestamp();
        foreach (var batch in payments.Chunk(LedgerComparison.MostAtOnce))
        {
            var started = time.GetTimestamp();
            await patient.CompareAsync(batch, cancellationToken);
            if (comparison.IsOvertaken)
            {
                break;
            }

            compared += batch.Length;
            if (time.GetElapsedTime(told) >= TellEvery)
            {
                LogProgress(compared, batch[^1].Usage.At, comparison.Lost);
                told = time.GetTimestamp();
            }

            // For as long the ledger is left to those who pay. It may have been away meanwhile, which was pause enough.
            var took = time.GetElapsedTime(started);
            await Task.Delay(took < LongestPause ? took : LongestPause, time, cancellationToken);
        }

        return new(comparison.Running, comparison.Lost, patient.LeftOut, comparison.IsOvertaken);
    }

    [LoggerMessage(2074, LogLevel.Information, "Comparing the ledger with the audit log: {Compared} payments so far, the newest first, back to {At:u}. Put back: {Lost}.")]
    private partial void LogProgress(long compared, DateTimeOffset at, long lost);
}

/// <summary>What came of one comparison.</summary>
/// <param name="Generation">That runs now.</param>
/// <param name="Lost">Payments put back.</param>
/// <param name="LeftOut">Payments that could not be compared.</param>
/// <param name="IsOvertaken">Whether it was broken off because somebody else began another generation.</param>
internal readonly record struct RepairOutcome(LedgerGeneration Generation, long Lost, long LeftOut, bool IsOvertaken);
