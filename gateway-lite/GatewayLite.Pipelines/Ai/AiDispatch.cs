using System.Collections.Immutable;
using GatewayLite.Pipelines.Dispatch;
using Livepeer.Orchestrators.Catalog;
using Livepeer.Orchestrators.Checks;
using Livepeer.Orchestrators.Sources;
using Livepeer.Wire.Matching;

namespace GatewayLite.Pipelines.Ai;

/// <summary>Takes a job from orchestrator to orchestrator until one does it or the budget is over. Every attempt has a lease of its own, used by nothing else and ended with it.</summary>
internal sealed class AiDispatch(AiOptions options, LeaseFinder finder, AiAttemptRun attempt, bool paid, TimeProvider time)
{
    private static readonly AiFailure TimedOut = new(AiFailureKind.Timeout, "timeout", "The request was not done in time.");

    public async Task<AiWork> RunAsync(AiJobPlan.Ready plan, string requestId, AttemptBudget budget, CancellationToken cancellationToken)
    {
        var demand = Demand(plan.Job.Capability, plan.Job.ModelId, plan.Needs);
        var attempts = ImmutableArray.CreateBuilder<AiAttempt>();
        var tried = new HashSet<ListedOrchestrator>();
        AiFailure? failure = null;
        while (!budget.IsOver)
        {
            switch (await FindAsync(demand, tried, requestId, budget, cancellationToken))
            {
                case null:
                    return new AiWork.Failed(attempts.ToImmutable(), TimedOut);
                case LeaseSearch.Nobody nobody:
                    return new AiWork.Failed(attempts.ToImmutable(), failure ?? Failure(nobody));
                case LeaseSearch.Found { Held: var held }:
                    _ = tried.Add(held.Lease.Orchestrator);
                    var outcome = await TryAsync(held, plan, budget, cancellationToken);
                    if (outcome is AiAttemptOutcome.Done done)
                    {
                        attempts.Add(new AiAttempt(held.Uri, "ok"));
                        return new AiWork.Done(attempts.ToImmutable(), done.Images, held, done.Used, done.Fee);
                    }

                    (var word, failure, var isOver) = outcome switch
                    {
                        AiAttemptOutcome.Next next => (next.Word, next.Failure, false),
                        AiAttemptOutcome.Over over => (over.Word, over.Failure, true),
                        _ => throw new InvalidOperationException("An attempt is done, over, or leaves it to the next."),
                    };
                    attempts.Add(new AiAttempt(held.Uri, word));
                    if (isOver)
                    {
                        return new AiWork.Failed(attempts.ToImmutable(), failure);
                    }

                    break;
            }
        }

        return new AiWork.Failed(attempts.ToImmutable(), budget.IsOutOfTime || failure is null ? TimedOut : failure);
    }

    public JobDemand Demand(uint capability, string modelId, JobCapabilities needs) => new(new WorkKind(capability, modelId), new LeaseTerms(needs, options.MaxPricePerUnit, paid));

    private static AiFailure Failure(LeaseSearch.Nobody nobody) => nobody.Reason switch
    {
        NobodyReason.PriceAboveCeiling => new AiFailure(AiFailureKind.PriceAboveCeiling, "price_above_ceiling", nobody.Message),
        NobodyReason.PayerUnavailable => new AiFailure(AiFailureKind.PayerUnavailable, "payer_unreachable", nobody.Message),
        _ => new AiFailure(AiFailureKind.NoOrchestrator, "no_orchestrator", nobody.Message),
    };

    private async Task<LeaseSearch?> FindAsync(JobDemand demand, HashSet<ListedOrchestrator> tried, string requestId, AttemptBudget budget, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(budget.Left, time, cancellationToken);
        try
        {
            return await finder.FindAsync(demand, tried, requestId, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            return null;
        }
    }

    private async Task<AiAttemptOutcome> TryAsync(HeldLease held, AiJobPlan.Ready plan, AttemptBudget budget, CancellationToken cancellationToken)
    {
        var done = false;
        try
        {
            var outcome = await attempt.RunAsync(held, plan, budget, cancellationToken);
            done = outcome is AiAttemptOutcome.Done;
            return outcome;
        }
        catch (OperationCanceledException)
        {
            // The client left: that says nothing about the orchestrator.
            held.Unused();
            throw;
        }
        finally
        {
            if (!done)
            {
                await held.Lease.DisposeAsync();
            }
        }
    }
}
