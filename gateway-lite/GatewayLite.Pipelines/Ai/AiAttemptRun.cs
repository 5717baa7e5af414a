using System.Text.Json;
using GatewayLite.Pipelines.Dispatch;
using GatewayLite.Pipelines.Payments;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Leases;
using Livepeer.Wire.Ai;
using Livepeer.Wire.Headers;
using Microsoft.Extensions.Logging;

namespace GatewayLite.Pipelines.Ai;

/// <summary>One job at one orchestrator: pay, send, read, report. Goes back to the same one only with fresh parameters.</summary>
internal sealed partial class AiAttemptRun(AiOptions options, IPayer payer, OrchestratorHttp http, AiTally tally, TimeProvider time, ILogger logger)
{
    /// <summary>What 1.31 million units times steps take at a score of 1: an image of 512 by 512 in 50 steps within 10 s. Scores are compared with each other only.</summary>
    private const double UnitStepsPerSecond = 512.0 * 512 * 50 / 10;

    /// <summary>Fresh parameters fetched for one payment, when the payer wants them; nothing was sent or paid yet. Source: livepeer-python-gateway lv2v.py.</summary>
    private const int MostRefreshes = 3;

    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(15);

    public async Task<AiAttemptOutcome> RunAsync(HeldLease held, AiJobPlan.Ready plan, AttemptBudget budget, CancellationToken cancellationToken)
    {
        for (var refreshes = 0; ; refreshes++)
        {
            var used = held.Lease.Current;
            var (outcome, retry) = await OnceAsync(held, used, plan, budget, refreshes, cancellationToken);
            if (!retry || budget.IsOver)
            {
                return outcome;
            }

            switch (await SessionRenewal.TryAsync(held.Lease, used, budget.Left, time, cancellationToken))
            {
                case { IsPayersFault: true } away:
                    held.Unused();
                    return new AiAttemptOutcome.Over("payer_unreachable", new AiFailure(AiFailureKind.PayerUnavailable, "payer_unreachable", away.Detail));
                case { } refusal:
                    tally.AttemptFailed(held.Uri, "refresh_failed", refusal.Detail);
                    held.Failed(HealthMark.Failed);
                    return Next("refresh_failed");
            }
        }
    }

    private async Task<(AiAttemptOutcome Outcome, bool Retry)> OnceAsync(
        HeldLease held, LeaseSnapshot used, AiJobPlan.Ready plan, AttemptBudget budget, int refreshes, CancellationToken cancellationToken)
    {
        var key = held.Keys.Next();
        var started = time.GetTimestamp();
        var patience = budget.Left / 2 < LongestPatience ? budget.Left / 2 : LongestPatience;
        var answer = await payer.PayAsync(
            new PaymentRequest(key, held.Keys.SessionId, used.Description.Bytes, plan.Job, options.MaxPricePerUnit, patience), cancellationToken);
        var elapsed = time.GetElapsedTime(started);
        if (answer is not PayerAnswer.Paid { Payment: var payment })
        {
            return Refused(held, ((PayerAnswer.Refused)answer).Refusal, elapsed, refreshes);
        }

        using var settling = new Settling(payer, held.Keys.SessionId, key);
        tally.Paid(payment, elapsed);
        var limit = budget.Begin(options.AttemptTimeout);
        var order = new PostOrder(
            Video.SegmentExchange.Target(used.Service, LivepeerPaths.TextToImage), payment, "application/json", plan.Body, Authorization, limit, limit, options.MaxResponseBytes);
        var posted = await OrchestratorPost.SendAsync(http.ForWork(held.Lease.Orchestrator), order, time, cancellationToken);
        var failure = (posted as PostResult.Failed)?.Failure;
        if (posted is PostResult.Answered answered)
        {
            (var images, failure) = Read(answered, plan.Images);
            if (images is not null)
            {
                settling.Delivered(plan.Job.Units);
                held.Succeeded(answered.Elapsed.TotalSeconds * UnitStepsPerSecond / ((double)plan.Job.Units * plan.Steps));
                return (new AiAttemptOutcome.Done(images, used, payment.Fee), false);
            }
        }

        var verdict = FailoverPolicy.Judge(failure!, refreshes > 0);
        settling.Failed(verdict, failure!, 0);
        return Judged(held, verdict);
    }

    /// <summary>Without it orchestrators put the images into the answer, which is what inline asks for.</summary>
    private string? Authorization => options.ResultMode == AiResultMode.Inline ? null : LivepeerHeaders.AiWorkerAuthorization;

    private static (ImageResponseJson? Images, AttemptFailure? Failure) Read(PostResult.Answered answered, int asked)
    {
        if (!answered.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return (null, new AttemptFailure.Unusable($"it is of type \"{answered.MediaType}\"."));
        }

        try
        {
            var images = JsonSerializer.Deserialize(answered.Body.Span, AiJsonContext.Default.ImageResponseJson);
            if (images is { Images.Count: var count } && count > asked)
            {
                // Each link is a download: whoever sends more than was asked for wants this gateway to make them.
                return (null, new AttemptFailure.Dishonest(FormattableString.Invariant($"The answer has {count} images, {asked} were asked for.")));
            }

            return images is { Images: { Count: > 0 } list } && list.All(static image => image is { Url.Length: > 0 })
                ? (images, null)
                : (null, new AttemptFailure.Unusable("it has no images."));
        }
        catch (JsonException)
        {
            return (null, new AttemptFailure.Unusable("it is no JSON of an image response."));
        }
    }

    private (AiAttemptOutcome Outcome, bool Retry) Judged(HeldLease held, AttemptVerdict verdict)
    {
        tally.AttemptFailed(held.Uri, verdict.Code, verdict.Message);
        LogFailed(logger, held.Uri, verdict.Code, verdict.Message);
        switch (verdict.Next)
        {
            case NextStep.RefreshSame:
                return (Next(verdict.Code), true);
            case NextStep.BadInput:
                held.Unused();
                return (new AiAttemptOutcome.Over(verdict.Code, new AiFailure(AiFailureKind.BadRequest, "refused_by_model", verdict.Message)), false);
            case NextStep.OurFault:
                held.Unused();
                LogOurs(logger, held.Uri, verdict.Message);
                return (new AiAttemptOutcome.Over(verdict.Code, new AiFailure(AiFailureKind.PaymentRefused, verdict.Code, "The gateway's account or credentials were refused.")), false);
            default:
                held.Failed(verdict.Mark);
                return (Next(verdict.Code), false);
        }
    }

    private (AiAttemptOutcome Outcome, bool Retry) Refused(HeldLease held, PayerRefusal refusal, TimeSpan elapsed, int refreshes)
    {
        tally.PaymentRefused(refusal, elapsed);
        LogRefused(logger, held.Uri, refusal.Code, refusal.Message);
        if (refusal.Kind == PayerRefusalKind.RefreshNeeded && refreshes < MostRefreshes)
        {
            return (Next(refusal.Code), true);
        }

        // Nothing was sent, so nothing was learned of the orchestrator.
        held.Unused();
        return refusal.Kind switch
        {
            PayerRefusalKind.RefreshNeeded or PayerRefusalKind.OfferUnacceptable => (Next(refusal.Code), false),
            PayerRefusalKind.PriceAboveCeiling => (new AiAttemptOutcome.Next(refusal.Code, new AiFailure(AiFailureKind.PriceAboveCeiling, refusal.Code, refusal.Message)), false),
            PayerRefusalKind.Unavailable => (new AiAttemptOutcome.Over(refusal.Code, new AiFailure(AiFailureKind.PayerUnavailable, refusal.Code, refusal.Message)), false),
            PayerRefusalKind.Malformed => (new AiAttemptOutcome.Over(refusal.Code, new AiFailure(AiFailureKind.Internal, refusal.Code, refusal.Message)), false),
            _ => (new AiAttemptOutcome.Over(refusal.Code, new AiFailure(AiFailureKind.PaymentRefused, refusal.Code, refusal.Message)), false),
        };
    }

    private static AiAttemptOutcome.Next Next(string word) => new(word, new AiFailure(AiFailureKind.NoOrchestrator, "orchestrators_failed", "No orchestrator could do the job."));

    [LoggerMessage(3301, LogLevel.Information, "An AI job failed at {Orchestrator} ({Code}): {Detail}")]
    private static partial void LogFailed(ILogger logger, Uri orchestrator, string code, string detail);

    [LoggerMessage(3302, LogLevel.Error, "{Orchestrator} refuses this gateway's credentials or account: {Detail}")]
    private static partial void LogOurs(ILogger logger, Uri orchestrator, string detail);

    [LoggerMessage(3303, LogLevel.Information, "No payment for an AI job at {Orchestrator} ({Code}): {Detail}")]
    private static partial void LogRefused(ILogger logger, Uri orchestrator, string code, string detail);
}
