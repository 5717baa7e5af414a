using GatewayLite.Pipelines.Dispatch;
using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Status;
using Livepeer.Orchestrators.Leases;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Livepeer.Wire.Offers;
using Microsoft.Extensions.Logging;

namespace GatewayLite.Pipelines.Video;

/// <summary>One segment at one orchestrator: pay, send, report. Goes back to the same one only with fresh parameters, and only once.</summary>
internal sealed partial class SegmentAttempt(
    IPayer payer, SegmentExchange exchange, StreamLeases leases, Rational? maxPrice, StreamTally tally, PipelineMeter meter, TimeProvider time, ILogger logger)
{
    /// <summary>What the transcoding needs when the payer has answered late.</summary>
    private static readonly TimeSpan WorkReserve = TimeSpan.FromSeconds(1.5);

    public async Task<AttemptOutcome> RunAsync(LeaseUse use, VideoSegmentJob job, SourceSegment segment, AttemptBudget budget, CancellationToken cancellationToken)
    {
        try
        {
            return await UntilDecidedAsync(use, job, segment, budget, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The stream ended: that says nothing about the orchestrator.
            use.Held.Unused();
            throw;
        }
    }

    private async Task<AttemptOutcome> UntilDecidedAsync(LeaseUse use, VideoSegmentJob job, SourceSegment segment, AttemptBudget budget, CancellationToken cancellationToken)
    {
        for (var refreshed = false; ; refreshed = true)
        {
            var used = use.Held.Lease.Current;
            var (outcome, retry) = await OnceAsync(use, used, job, segment, budget, refreshed, cancellationToken);
            if (!retry || budget.IsOver)
            {
                return outcome;
            }

            switch (await SessionRenewal.TryAsync(use.Held.Lease, used, budget.Left, time, cancellationToken))
            {
                case { IsPayersFault: true } away:
                    return Over(segment, LossReason.PayerUnavailable, away.Detail);
                case { } refusal:
                    tally.AttemptFailed(use.Held.Uri, "refresh_failed", refusal.Detail);
                    LeaveFor(use, HealthMark.Failed);
                    return Next(segment, LossReason.AttemptsFailed, refusal.Detail);
            }
        }
    }

    private async Task<(AttemptOutcome Outcome, bool Retry)> OnceAsync(
        LeaseUse use, LeaseSnapshot used, VideoSegmentJob job, SourceSegment segment, AttemptBudget budget, bool refreshed, CancellationToken cancellationToken)
    {
        var key = use.Held.Keys.Next();
        var started = time.GetTimestamp();
        var answer = await payer.PayAsync(
            new PaymentRequest(key, use.Held.Keys.SessionId, used.Description.Bytes, job, maxPrice, Patience(budget)), cancellationToken);
        var elapsed = time.GetElapsedTime(started);
        if (answer is not PayerAnswer.Paid { Payment: var payment })
        {
            return Refused(use, segment, ((PayerAnswer.Refused)answer).Refusal, elapsed, refreshed);
        }

        using var settling = new Settling(payer, use.Held.Keys.SessionId, key);
        tally.Paid(payment, elapsed);
        var limit = use.IsLast ? budget.BeginLast() : budget.BeginHalf();
        var begun = time.GetTimestamp();
        var result = await exchange.SendAsync(use.Held.Lease, used, payment, job, segment, limit, cancellationToken);
        if (result is ExchangeResult.Done done)
        {
            settling.Delivered(done.Pixels);
            meter.Count(new PipelineEvent.SegmentUploaded(tally.StreamId, use.Held.Uri, done.Upload));
            Renew(use, used, done.Renewed);
            return (new AttemptOutcome.Done(done), false);
        }

        var failed = (ExchangeResult.Failed)result;
        var verdict = FailoverPolicy.Judge(failed.Failure, refreshed);
        settling.Failed(verdict, failed.Failure, failed.BilledPixels);
        Renew(use, used, failed.Renewed);
        return Judged(use, segment, verdict, begun);
    }

    private (AttemptOutcome Outcome, bool Retry) Judged(LeaseUse use, SourceSegment segment, AttemptVerdict verdict, long begun)
    {
        tally.AttemptFailed(use.Held.Uri, verdict.Code, verdict.Message);
        LogFailed(logger, tally.StreamId, segment.Sequence, use.Held.Uri, verdict.Code, verdict.Message);
        switch (verdict.Next)
        {
            case NextStep.RefreshSame:
                return (Next(segment, LossReason.AttemptsFailed, verdict.Message), true);
            case NextStep.BadInput:
                use.Held.Unused();
                leases.RefusedInput(use.Lease);
                return (Over(segment, LossReason.BadSegment, verdict.Message), false);
            case NextStep.OurFault:
                use.Held.Unused();
                LogOurs(logger, tally.StreamId, use.Held.Uri, verdict.Message);
                return (new AttemptOutcome.Disowned(new SegmentOutcome.Lost(segment.Sequence, LossReason.PaymentRefused, verdict.Message)), false);
            case NextStep.NextOrchestrator when verdict.Mark == HealthMark.Slow:
                if (leases.TimedOut(use.Lease, begun))
                {
                    use.Held.Failed(HealthMark.Slow);
                }

                return (new AttemptOutcome.Slow(new SegmentOutcome.Lost(segment.Sequence, LossReason.AttemptsFailed, verdict.Message)), false);
            default:
                LeaveFor(use, verdict.Mark);
                return (Next(segment, LossReason.AttemptsFailed, verdict.Message), false);
        }
    }

    private (AttemptOutcome Outcome, bool Retry) Refused(LeaseUse use, SourceSegment segment, PayerRefusal refusal, TimeSpan elapsed, bool refreshed)
    {
        tally.PaymentRefused(refusal, elapsed);
        LogRefused(logger, tally.StreamId, segment.Sequence, use.Held.Uri, refusal.Code, refusal.Message);
        switch (refusal.Kind)
        {
            case PayerRefusalKind.RefreshNeeded:
                if (refreshed)
                {
                    LeaveFor(use, HealthMark.Failed);
                }

                return (Next(segment, LossReason.AttemptsFailed, refusal.Message), !refreshed);
            case PayerRefusalKind.PriceAboveCeiling:
                LeaveFor(use, HealthMark.NotCapable);
                return (Next(segment, LossReason.PriceAboveCeiling, refusal.Message), false);
            case PayerRefusalKind.OfferUnacceptable:
                LeaveFor(use, HealthMark.NotCapable);
                return (Next(segment, LossReason.PaymentRefused, refusal.Message), false);
            default:
                // The payer's own trouble: the orchestrator did nothing, and the lease stays for better times.
                use.Held.Unused();
                return (Over(segment, refusal.Kind == PayerRefusalKind.Unavailable ? LossReason.PayerUnavailable : LossReason.PaymentRefused, refusal.Message), false);
        }
    }

    private void Renew(LeaseUse use, LeaseSnapshot used, OrchestratorDescription? renewed)
    {
        if (renewed is not null && use.Held.Lease.Renew(used, renewed) is { } refusal)
        {
            // The work is done and paid; what cannot be used is the next one's offer.
            LogRenewal(logger, tally.StreamId, use.Held.Uri, refusal.Detail);
            LeaveFor(use, HealthMark.NotCapable);
        }
    }

    // Several segments meet the same trouble at once; it counts once.
    private void LeaveFor(LeaseUse use, HealthMark mark)
    {
        if (leases.Retire(use.Lease))
        {
            use.Held.Failed(mark);
        }
    }

    private static TimeSpan Patience(AttemptBudget budget) => budget.Left / 2 > WorkReserve ? budget.Left - WorkReserve : budget.Left / 2;

    private static AttemptOutcome.Next Next(SourceSegment segment, LossReason reason, string message) => new(new SegmentOutcome.Lost(segment.Sequence, reason, message));

    private static AttemptOutcome.Over Over(SourceSegment segment, LossReason reason, string message) => new(new SegmentOutcome.Lost(segment.Sequence, reason, message));

    [LoggerMessage(3131, LogLevel.Information, "Stream {StreamId}, segment {Sequence}: {Orchestrator} failed ({Code}): {Detail}")]
    private static partial void LogFailed(ILogger logger, string streamId, long sequence, Uri orchestrator, string code, string detail);

    [LoggerMessage(3132, LogLevel.Error, "Stream {StreamId}: {Orchestrator} refuses this gateway's credentials or account: {Detail}")]
    private static partial void LogOurs(ILogger logger, string streamId, Uri orchestrator, string detail);

    [LoggerMessage(3133, LogLevel.Information, "Stream {StreamId}, segment {Sequence}: no payment for {Orchestrator} ({Code}): {Detail}")]
    private static partial void LogRefused(ILogger logger, string streamId, long sequence, Uri orchestrator, string code, string detail);

    [LoggerMessage(3134, LogLevel.Information, "Stream {StreamId}: {Orchestrator} changed its terms and is left: {Detail}")]
    private static partial void LogRenewal(ILogger logger, string streamId, Uri orchestrator, string detail);
}
