using Livepeer.Audit;
using Livepeer.Payments.Desk;
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
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // Until the payments that could not be compared are tried once more. Another generation is compared as soon as it begins.
    private static readonly TimeSpan FirstRest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);
    private readonly RepairPass _pass = new(ledger, time, logger);

    // The generation that has everything of the log. Of the start, and after that of the loop.
    private long _whole = None;

    // The generation that ran before this process served. Only this process writes the log, so no payment from before that generation can still be on its way there.
    private long _begunWith = None;

    /// <summary>Before the signer serves: nobody shall spend a budget twice that a restored ledger forgot, nor hide the loss behind new payments.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var running = await ledger.ReadGenerationAsync(cancellationToken);
            var (newest, marked) = await Task.Run(() => (audit.PaymentsNewestFirst(Oldest()).Take(ComparedAtStart).ToArray(), audit.ReadRepairedGeneration()), cancellationToken);
            var comparison = new LedgerComparison(ledger, running);
            foreach (var batch in newest.Chunk(LedgerComparison.MostAtOnce).TakeWhile(_ => !comparison.IsOvertaken))
            {
                await comparison.CompareAsync(batch, cancellationToken);
            }

            var (generation, lost) = (comparison.Running.Number, comparison.Lost);
            _begunWith = generation;
            if (lost > 0)
            {
                LogLossAtStart(lost, comparison.Running.Reason);
            }

            // With few payments that was the whole log.
            if (!comparison.IsOvertaken && (newest.Length < ComparedAtStart || (lost == 0 && generation == marked)))
            {
                Whole(generation, marked);
            }
        }
#pragma warning disable CA1031 // nothing that is in the ledger or the log may keep the signer from serving: the loop below tries again, and tells
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogPutOff(failure.Message);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (pause, rest) = (FirstPause, FirstRest);
        var told = string.Empty;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var pass = await RepairAsync(await ledger.WaitForGenerationAsync(_whole, stoppingToken), stoppingToken);
                (pause, told) = (FirstPause, string.Empty);
                if (pass.IsOvertaken || pass.LeftOut == 0)
                {
                    rest = FirstRest;
                    continue;
                }

                LogLeftOut(pass.LeftOut, rest);
                await RestAsync(pass.Generation.Number, rest, stoppingToken);
                rest = rest * 2 > LongestRest ? LongestRest : rest * 2;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // whatever it is, an exception here would end the signer, and payments can be put back later too
            catch (Exception failure)
#pragma warning restore CA1031
            {
                if (failure.Message != told)
                {
                    LogPutOff(failure.Message);
                    told = failure.Message;
                }

                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
            }
        }
    }

    private async Task<RepairOutcome> RepairAsync(LedgerGeneration running, CancellationToken cancellationToken)
    {
        if (_begunWith == None || running.Number == _begunWith)
        {
            LogGeneration(running.Number, running.Reason);
        }
        else
        {
            LogLoss(running.Number, running.Reason);
        }

        var recorded = audit.Counters.Head.Sequence;
        var pass = await _pass.RunAsync(running, audit.PaymentsNewestFirst(Oldest()), cancellationToken);
        if (!pass.IsOvertaken && pass.Generation.Number != _begunWith)
        {
            // It began while this process served. A payment that was lost with the generation before may have been on its way to the log.
            LogPutBack(pass.Lost);
            await RestAsync(pass.Generation.Number, Unrecorded, cancellationToken);
            var (latest, leftOut) = (pass.Generation.Since + Margin, pass.LeftOut);
            pass = await _pass.RunAsync(pass.Generation, audit.PaymentsNewestFirst(Oldest(), recorded).Where(payment => payment.Usage.At < latest), cancellationToken);
            pass = pass with { LeftOut = pass.LeftOut + leftOut };
        }

        LogPutBack(pass.Lost);
        if (!pass.IsOvertaken && pass.LeftOut == 0)
        {
            Whole(pass.Generation.Number, marked: null);
        }

        return pass;
    }

    /// <summary>Until it is time, or another generation begins.</summary>
    private async Task RestAsync(long generation, TimeSpan rest, CancellationToken cancellationToken)
    {
        using var rested = new CancellationTokenSource(rest, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(rested.Token, cancellationToken);
        try
        {
            await ledger.WaitForGenerationAsync(generation, end.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }

    private void Whole(long generation, long? marked)
    {
        _whole = generation;
        try
        {
            if (generation != marked)
            {
                audit.MarkRepaired(generation);
            }
        }
        catch (AuditFolderException failure)
        {
            // Without a mark the next start compares everything again, which is all.
            LogNotMarked(failure.Message);
        }
    }

    // Of older payments the ledger knows nothing either.
    private DateTimeOffset Oldest() => time.GetUtcNow() - LedgerDecision.TombstoneLifetime;

    [LoggerMessage(2070, LogLevel.Information, "Comparing the ledger's generation {Generation} with the audit log. It began because: {Reason}")]
    private partial void LogGeneration(long generation, string reason);

    // It began while this process served: the ledger lost something, or somebody said so.
    [LoggerMessage(2079, LogLevel.Warning, "Comparing the ledger's generation {Generation} with the audit log. It began because: {Reason}")]
    private partial void LogLoss(long generation, string reason);

    [LoggerMessage(2069, LogLevel.Warning, "The ledger lacked {Payments} of the newest payments of the audit log; they are put back. Its generation began because: {Reason}")]
    private partial void LogLossAtStart(long payments, string reason);

    [LoggerMessage(2071, LogLevel.Information, "The ledger is compared with the audit log. Payments put back: {Payments}.")]
    private partial void LogPutBack(long payments);

    [LoggerMessage(2072, LogLevel.Error, "The ledger could not be compared with the audit log; this is tried again: {Problem}")]
    private partial void LogPutOff(string problem);

    [LoggerMessage(2078, LogLevel.Error, "{LeftOut} payments of the audit log could not be compared with the ledger. All are compared again in {Rest}, and at the next start.")]
    private partial void LogLeftOut(long leftOut, TimeSpan rest);

    [LoggerMessage(2073, LogLevel.Warning, "The ledger has every payment of the audit log, but that could not be noted down; the next start compares again: {Problem}")]
    private partial void LogNotMarked(string problem);
}
