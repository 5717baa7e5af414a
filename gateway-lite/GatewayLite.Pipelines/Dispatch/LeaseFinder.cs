using GatewayLite.Pipelines.Payments;
using Livepeer.Orchestrators;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Catalog;
using Livepeer.Orchestrators.Health;
using Livepeer.Orchestrators.Leases;
using Livepeer.Orchestrators.Sources;
using Livepeer.Wire.Answers;

namespace GatewayLite.Pipelines.Dispatch;

/// <summary>Finds an orchestrator that grants a lease: one after the other, by what the directory knows. A lease is new each time, so it has one owner.</summary>
internal sealed class LeaseFinder(OrchestratorDirectory directory, OrchestratorLeases leases, ISenderIdentity payer, TimeProvider time)
{
    // Longer than one question to an orchestrator may take.
    private static readonly TimeSpan FirstAnswerPatience = TimeSpan.FromSeconds(4);

    /// <summary>So many orchestrators are asked before their word about this gateway's account is believed; the others would say the same.</summary>
    private const int EnoughDisowning = 3;

    private static readonly TimeSpan DisownedPause = TimeSpan.FromSeconds(5);

    // Immutable, swapped whole.
    private Pause? _disowned;

    /// <param name="demand">What for.</param>
    /// <param name="excluded">Who was tried or is in use by the same job.</param>
    /// <param name="paymentPrefix">First part of the names of its payments.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<LeaseSearch> FindAsync(JobDemand demand, IReadOnlySet<ListedOrchestrator> excluded, string paymentPrefix, CancellationToken cancellationToken) =>
        FindAsync(demand, excluded, paymentPrefix, allowLastResort: true, cancellationToken);

    /// <summary>Whether an orchestrator that is in use may stay so.</summary>
    public bool IsWelcome(ListedOrchestrator orchestrator) => directory.IsWelcome(orchestrator);

    /// <summary>As the other one, for somebody who only waits: a paused orchestrator is no better than none, and is left to those who have work.</summary>
    public Task<LeaseSearch> FindStandbyAsync(JobDemand demand, IReadOnlySet<ListedOrchestrator> excluded, string paymentPrefix, CancellationToken cancellationToken) =>
        FindAsync(demand, excluded, paymentPrefix, allowLastResort: false, cancellationToken);

    private async Task<LeaseSearch> FindAsync(
        JobDemand demand, IReadOnlySet<ListedOrchestrator> excluded, string paymentPrefix, bool allowLastResort, CancellationToken cancellationToken)
    {
        if (await WaitForFirstAnswerAsync(cancellationToken) is { } unasked)
        {
            return unasked;
        }

        if (Volatile.Read(ref _disowned) is { } pause && time.GetElapsedTime(pause.Since) < DisownedPause)
        {
            return pause.Nobody;
        }

        var disowning = 0;
        var tried = new HashSet<ListedOrchestrator>(excluded);
        OrchestratorRefusal? last = null;
        while (directory.Choose(demand, tried, allowLastResort) is { } choice)
        {
            _ = tried.Add(choice.Orchestrator);
            switch (await TakeAsync(choice, demand, cancellationToken))
            {
                case null:
                    return new LeaseSearch.Nobody(NobodyReason.PayerUnavailable, "The payer's identity is not available, so no orchestrator can be asked.");
                case LeaseResult.Granted granted:
                    Volatile.Write(ref _disowned, null);
                    return new LeaseSearch.Found(new HeldLease(granted.Lease, choice.Health, new PaymentKeys(paymentPrefix)));
                case LeaseResult.Denied denied:
                    Remember(choice.Health, denied.Refusal);
                    last = denied.Refusal;
                    disowning += IsDisowning(denied.Refusal) ? 1 : 0;
                    if (disowning == EnoughDisowning)
                    {
                        return Disowned(denied.Refusal);
                    }

                    break;
            }
        }

        return Nobody(demand, last);
    }

    /// <summary>A gateway that has just started knows nobody yet, and the first answer is a moment away. Afterwards this costs nothing.</summary>
    /// <returns>Not null when orchestrators cannot even be asked, which is the payer's matter.</returns>
    private async ValueTask<LeaseSearch.Nobody?> WaitForFirstAnswerAsync(CancellationToken cancellationToken)
    {
        if (directory.FirstAnswer.IsCompleted)
        {
            return null;
        }

        try
        {
            await directory.FirstAnswer.WaitAsync(FirstAnswerPatience, time, cancellationToken);
            return null;
        }
        catch (TimeoutException)
        {
            return await PayersFaultAsync(cancellationToken);
        }
    }

    private async ValueTask<LeaseSearch.Nobody?> PayersFaultAsync(CancellationToken cancellationToken)
    {
        try
        {
            _ = await payer.GetAsync(cancellationToken);

            // Nobody answers: what is known of the orchestrators says why.
            return null;
        }
        catch (SenderIdentityUnavailableException fault)
        {
            return new LeaseSearch.Nobody(NobodyReason.PayerUnavailable, fault.Message);
        }
    }

    private async Task<LeaseResult?> TakeAsync(Choice choice, JobDemand demand, CancellationToken cancellationToken)
    {
        try
        {
            return await leases.TakeAsync(choice.Orchestrator, demand.Terms, cancellationToken);
        }
        catch (SenderIdentityUnavailableException)
        {
            choice.Health.Leave();
            return null;
        }
        catch (OperationCanceledException)
        {
            choice.Health.Leave();
            throw;
        }
    }

    private LeaseSearch.Nobody Nobody(JobDemand demand, OrchestratorRefusal? last)
    {
        if (last is { Kind: OrchestratorRefusalKind.PriceAboveCeiling })
        {
            return new LeaseSearch.Nobody(NobodyReason.PriceAboveCeiling, last.Detail);
        }

        if (last is not null)
        {
            return new LeaseSearch.Nobody(NobodyReason.NoOrchestrator, $"No orchestrator grants a session; the last one asked: {last.Detail}");
        }

        var explained = directory.Explain(demand);
        return explained.FirstOrDefault(static candidate => candidate.Verdict == CandidateVerdict.PriceAboveCeiling) is { } dear
            ? new LeaseSearch.Nobody(NobodyReason.PriceAboveCeiling, $"{dear.Uri}: {dear.Reason}")
            : new LeaseSearch.Nobody(
                NobodyReason.NoOrchestrator,
                explained.Count == 0 ? "No orchestrator is known." : $"None of {explained.Count} known orchestrators is usable; {explained[0].Uri}: {explained[0].Reason}");
    }

    private LeaseSearch.Nobody Disowned(OrchestratorRefusal refusal)
    {
        var nobody = new LeaseSearch.Nobody(NobodyReason.NoOrchestrator, $"Orchestrators do not accept this gateway's account; the last one asked: {refusal.Detail}");
        Volatile.Write(ref _disowned, new Pause(nobody, time.GetTimestamp()));
        return nobody;
    }

    private static void Remember(OrchestratorHealth health, OrchestratorRefusal refusal)
    {
        // Nobody is to blame for our account, but asking again before something has changed is of no use; each asks for another reserve.
        if ((FaultRules.Of(refusal) ?? (IsDisowning(refusal) ? OrchestratorFault.Unsuitable : null)) is { } fault)
        {
            health.Failed(fault);
        }
        else
        {
            health.Leave();
        }
    }

    private static bool IsDisowning(OrchestratorRefusal refusal) =>
        refusal is { Kind: OrchestratorRefusalKind.Refused, Answer: OrchestratorAnswer.SenderAccount or OrchestratorAnswer.Ours };

    private sealed record Pause(LeaseSearch.Nobody Nobody, long Since);
}
