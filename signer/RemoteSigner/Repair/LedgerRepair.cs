using Livepeer.Audit;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Repair;

namespace RemoteSigner.Repair;

/// <summary>
/// Keeps the ledger's account whole from this signer's audit log. Every payment is in both; when the ledger turns out to lack the newest one that the log has, or says
/// that it lost something, a new generation runs and what is missing is put back, each payment once.
/// </summary>
internal sealed partial class LedgerRepair(ILedgerRepair ledger, FileAuditLog audit, TimeProvider time, ILogger<LedgerRepair> logger) : BackgroundService
{
    // Payments since the loss are known, and stand in the log before those that were lost.
    private const int KnownInARow = 4 * ILedgerRepair.MaxPayments;

    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private long _checked = -1;

    /// <summary>The newest payment is compared before the signer serves: nobody shall spend a budget twice that a restored ledger forgot.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CompareAsync(cancellationToken);
        }
        catch (Exception failure) when (IsPassing(failure))
        {
            LogPutOff(failure.Message);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (_checked < 0)
                {
                    await CompareAsync(stoppingToken);
                }

                var running = await ledger.WaitForGenerationAsync(_checked, stoppingToken);
                await PutBackAsync(running, stoppingToken);
                pause = FirstPause;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (IsPassing(failure))
            {
                LogPutOff(failure.Message);
                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
            }
        }
    }

    /// <summary>Whether the ledger knows the newest payment of the log; if not, a generation begins and everything that is missing comes back.</summary>
    private async Task CompareAsync(CancellationToken cancellationToken)
    {
        var running = await ledger.ReadGenerationAsync(cancellationToken);
        var newest = await Task.Run(() => audit.PaymentsNewestFirst(Oldest()).FirstOrDefault(), cancellationToken);
        if (newest is not null && !await ledger.HasPaymentAsync(newest.Recorded, cancellationToken))
        {
            running = await ledger.BeginGenerationAsync("The audit log has a payment that the ledger lacks.", cancellationToken);
            await PutBackAsync(running, cancellationToken);
        }

        _checked = running.Number;
    }

    private async Task PutBackAsync(LedgerGeneration running, CancellationToken cancellationToken)
    {
        LogGeneration(running.Number, running.Reason);
        var lost = 0;
        var known = 0;
        foreach (var batch in audit.PaymentsNewestFirst(Oldest()).Chunk(ILedgerRepair.MaxPayments))
        {
            var states = await ledger.RestoreAsync([.. batch.Select(payment => payment.Recorded)], cancellationToken);
            lost += states.Count(state => state == RestoreState.Restored);
            known = states.Any(state => state == RestoreState.Restored) ? 0 : known + batch.Count(payment => payment.Usage.At < running.Since - Margin);
            if (known >= KnownInARow)
            {
                break;
            }
        }

        _checked = running.Number;
        LogPutBack(lost);
    }

    // Of older payments the ledger knows nothing either.
    private DateTimeOffset Oldest() => time.GetUtcNow() - LedgerDecision.TombstoneLifetime;

    private static bool IsPassing(Exception failure) => failure is LedgerUnavailableException or AuditFolderException or IOException;

    [LoggerMessage(2070, LogLevel.Warning, "The ledger may have lost payments; generation {Generation} runs ({Reason}). Comparing it with the audit log.")]
    private partial void LogGeneration(long generation, string reason);

    [LoggerMessage(2071, LogLevel.Warning, "The ledger is compared with the audit log. Payments put back: {Payments}.")]
    private partial void LogPutBack(int payments);

    [LoggerMessage(2072, LogLevel.Error, "The ledger could not be compared with the audit log; this is tried again: {Problem}")]
    private partial void LogPutOff(string problem);
}
