using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Desk.Repair;

namespace RemoteSigner.Repair;

/// <summary>One comparison of the ledger with payments of the audit log, which puts back what is missing.</summary>
internal sealed partial class RepairPass(ILedgerRepair ledger, TimeProvider time, ILogger logger)
{
    // So few that nobody who pays meanwhile waits long for the ledger.
    private const int MostInABatch = ILedgerRepair.MaxPayments / 4;
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(10);

    /// <summary>Between two batches at most. Zero where nobody pays meanwhile.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A payment of the running generation that the ledger lacks is another loss, and another generation begins first.</summary>
    /// <param name="running">The generation.</param>
    /// <param name="payments">Newest first. Read as they are needed: there may be more of them than fit into memory.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    public async Task<RepairOutcome> RunAsync(LedgerGeneration running, IEnumerable<AuditedPayment> payments, CancellationToken cancellationToken)
    {
        var (compared, lost) = (0L, 0L);
        var hasBegun = false;
        var told = time.GetTimestamp();
        foreach (var batch in payments.Chunk(MostInABatch))
        {
            var started = time.GetTimestamp();

            // What the generation lacks from before it began was lost when it began. A ledger whose clock went back begins one generation all the same.
            var own = hasBegun ? [] : Recorded(batch.Where(payment => payment.Usage.At >= running.Since));
            if (own.Length > 0 && !await ledger.HasAllAsync(own, cancellationToken))
            {
                if ((await ledger.ReadGenerationAsync(cancellationToken)).Number != running.Number)
                {
                    return new(running, lost, IsOvertaken: true);
                }

                running = await ledger.BeginGenerationAsync("The audit log has a payment that the ledger lacks.", cancellationToken);
                (hasBegun, own) = (true, []);
            }

            if (own.Length < batch.Length)
            {
                lost += (await ledger.RestoreAsync(Recorded(batch), cancellationToken)).Count(state => state == RestoreState.Restored);
            }

            compared += batch.Length;
            if (time.GetElapsedTime(told) >= TellEvery)
            {
                LogProgress(compared, batch[^1].Usage.At, lost);
                told = time.GetTimestamp();
            }

            // For as long the ledger is left to those who pay. It may have been away meanwhile, which was pause enough.
            var took = time.GetElapsedTime(started);
            await Task.Delay(took < LongestPause ? took : LongestPause, time, cancellationToken);
        }

        return new(running, lost, IsOvertaken: false);
    }

    private static RecordedPayment[] Recorded(IEnumerable<AuditedPayment> payments) => [.. payments.Select(payment => payment.Recorded)];

    [LoggerMessage(2074, LogLevel.Information, "Comparing the ledger with the audit log: {Compared} payments so far, the newest first, back to {At:u}. Put back: {Lost}.")]
    private partial void LogProgress(long compared, DateTimeOffset at, long lost);
}

/// <summary>What came of one comparison.</summary>
/// <param name="Generation">That runs now.</param>
/// <param name="Lost">Payments put back.</param>
/// <param name="IsOvertaken">Whether it was broken off because somebody else began another generation.</param>
internal readonly record struct RepairOutcome(LedgerGeneration Generation, long Lost, bool IsOvertaken);
