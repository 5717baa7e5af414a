using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Checks;
using Livepeer.Orchestrators.Sources;

namespace Livepeer.Orchestrators.Leases;

/// <summary>Grants leases of one pipeline.</summary>
/// <param name="client">Asks.</param>
/// <param name="endsSessions">Whether ending a lease ends the session at the orchestrator: for video, where a session holds a transcoder.</param>
/// <param name="time">The clock.</param>
public sealed class OrchestratorLeases(OrchestratorClient client, bool endsSessions, TimeProvider time)
{
    /// <summary>Asks an orchestrator anew and leases what it answers, when that is usable.</summary>
    /// <exception cref="SenderIdentityUnavailableException">The identity cannot be had.</exception>
    public async Task<LeaseResult> TakeAsync(ListedOrchestrator orchestrator, LeaseTerms terms, CancellationToken cancellationToken)
    {
        var answer = await client.AskAsync(orchestrator, terms.Needs, OrchestratorClient.DiscoveryDeadline, cancellationToken);
        if (answer is not AskResult.Answered answered)
        {
            return new LeaseResult.Denied(((AskResult.Failed)answer).Refusal);
        }

        var refusal = OfferCheck.Refusal(answered.Description, orchestrator, terms, time.GetUtcNow());
        return refusal is null
            ? new LeaseResult.Granted(new OrchestratorLease(orchestrator, answered.Description, terms, endsSessions, client, time))
            : new LeaseResult.Denied(refusal);
    }
}
