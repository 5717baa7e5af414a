using Livepeer.Audit;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Desk.Repair;

namespace RemoteSigner.Repair;

/// <summary>
/// Keeps the ledger's account whole from this signer's audit log. Every payment is in both. The newest ones are compared before the signer serves; every generation
/// of the ledger is compared with the whole log once, in the background, and a mark in the log's folder says when that is done: a process that ended before begins again.
/// </summary>
internal sealed partial class LedgerRepair(ILedgerRepair ledger, FileAuditLog audit, TimeProvider time, ILogger<LedgerRepair> logger) : BackgroundService
{
    // A store that lost something lost its newest payments; what other signers lost is in their own logs.
    private const int ComparedAtStart = 2 * ILedgerRepair.MaxPayments;
    private const long None = -1;

    // From a payment's commit to its record: signing, a place in the log's queue, a slow disk. Longer than any of them is waited for.
    private static readonly TimeSpan Unrecorded = TimeSpan.FromSeconds(15);

    // By how much clocks of signers may differ, and some more.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // The generation that has everything of the log. Of the start, and after that of the loop.
    private long _whole = None;

    /// <summary>Before the signer serves: nobody shall spend a budget twice that a restored ledger forgot, nor hide the loss behind new payments.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var running = await ledger.ReadGenerationAsync(cancellationToken);
            var (newest, marked) = await Task.Run(() => (audit.PaymentsNewestFirst(Oldest()).Take(ComparedAtStart).ToArray(), audit.ReadRepairedGeneration()), cancellationToken);
            var pass = await PutBackAsync(running, newest, cancellationToken);
            _whole = pass is { Lost: 0, IsOvertaken: false } && pass.Generation.Number == marked ? marked.Value : None;
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
                await RepairAsync(await ledger.WaitForGenerationAsync(_whole, stoppingToken), stoppingToken);
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

    private async Task RepairAsync(LedgerGeneration running, CancellationToken cancellationToken)
    {
        LogGeneration(running.Number, running.Reason);
        var began = time.GetUtcNow();
        var pass = await PutBackAsync(running, audit.PaymentsNewestFirst(Oldest()), cancellationToken);
        LogPutBack(pass.Lost);
        if (!pass.IsOvertaken && began < pass.Generation.Since + Unrecorded)
        {
            // A payment that was lost with the generation before may have been on its way to the log.
            await Task.Delay(Unrecorded, time, cancellationToken);
            pass = await PutBackAsync(pass.Generation, audit.PaymentsNewestFirst(pass.Generation.Since - Margin), cancellationToken);
            LogPutBack(pass.Lost);
        }

        if (!pass.IsOvertaken)
        {
            _whole = pass.Generation.Number;
            Mark(_whole);
        }
    }

    /// <summary>Puts back what the ledger lacks. A payment of the running generation that it lacks is another loss, and another generation begins first.</summary>
    private async Task<Pass> PutBackAsync(LedgerGeneration running, IEnumerable<AuditedPayment> payments, CancellationToken cancellationToken)
    {
        var lost = 0;
        var hasBegun = false;
        foreach (var batch in payments.Chunk(ILedgerRepair.MaxPayments))
        {
            // What the generation lacks from before it began was lost when it began. A ledger whose clock went back begins one generation all the same.
            var own = hasBegun ? [] : batch.Where(payment => payment.Usage.At >= running.Since).ToArray();
            if (!await HasAllAsync(own, cancellationToken))
            {
                if ((await ledger.ReadGenerationAsync(cancellationToken)).Number != running.Number)
                {
                    return new(running, lost, IsOvertaken: true);
                }

                running = await ledger.BeginGenerationAsync("The audit log has a payment that the ledger lacks.", cancellationToken);
                hasBegun = true;
            }
            else if (own.Length == batch.Length)
            {
                continue;
            }

            var states = await ledger.RestoreAsync([.. batch.Select(payment => payment.Recorded)], cancellationToken);
            lost += states.Count(state => state == RestoreState.Restored);
        }

        return new(running, lost, IsOvertaken: false);
    }

    private async Task<bool> HasAllAsync(AuditedPayment[] payments, CancellationToken cancellationToken) =>
        (await Task.WhenAll(payments.Select(payment => ledger.HasPaymentAsync(payment.Recorded, cancellationToken).AsTask()))).All(known => known);

    // Without a mark the next start compares everything again, which is all.
    private void Mark(long generation)
    {
        try
        {
            audit.MarkRepaired(generation);
        }
        catch (AuditFolderException failure)
        {
            LogNotMarked(failure.Message);
        }
    }

    // Of older payments the ledger knows nothing either.
    private DateTimeOffset Oldest() => time.GetUtcNow() - LedgerDecision.TombstoneLifetime;

    private static bool IsPassing(Exception failure) => failure is LedgerUnavailableException or AuditFolderException or IOException;

    [LoggerMessage(2070, LogLevel.Information, "Comparing the ledger's generation {Generation} with the audit log. It began because: {Reason}")]
    private partial void LogGeneration(long generation, string reason);

    [LoggerMessage(2071, LogLevel.Information, "The ledger is compared with the audit log. Payments put back: {Payments}.")]
    private partial void LogPutBack(int payments);

    [LoggerMessage(2072, LogLevel.Error, "The ledger could not be compared with the audit log; this is tried again: {Problem}")]
    private partial void LogPutOff(string problem);

    [LoggerMessage(2073, LogLevel.Warning, "The ledger has every payment of the audit log, but that could not be noted down; the next start compares again: {Problem}")]
    private partial void LogNotMarked(string problem);

    /// <summary>What came of one comparison.</summary>
    /// <param name="Generation">That runs now.</param>
    /// <param name="Lost">Payments put back.</param>
    /// <param name="IsOvertaken">Whether it was broken off because somebody else began another generation.</param>
    private readonly record struct Pass(LedgerGeneration Generation, int Lost, bool IsOvertaken);
}
