using Livepeer.Orchestrators;
using Livepeer.Orchestrators.Leases;

namespace GatewayLite.Pipelines.Dispatch;

/// <summary>Asks an orchestrator for fresh parameters within what is left of a budget.</summary>
internal static class SessionRenewal
{
    /// <returns>Null when the lease is renewed, else why not.</returns>
    public static async Task<RenewalFault?> TryAsync(OrchestratorLease lease, LeaseSnapshot used, TimeSpan left, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(left, time, cancellationToken);
        try
        {
            return await lease.RefreshAsync(used, limit.Token) is { } refusal ? new RenewalFault(refusal.Detail, IsPayersFault: false) : null;
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            return new RenewalFault("The orchestrator did not renew the session in time.", IsPayersFault: false);
        }
        catch (SenderIdentityUnavailableException fault)
        {
            return new RenewalFault(fault.Message, IsPayersFault: true);
        }
    }
}

/// <summary>Why a session was not renewed.</summary>
/// <param name="Detail">One sentence, safe to show.</param>
/// <param name="IsPayersFault">Whether the orchestrator was not even asked, because the payer's identity is not available.</param>
internal sealed record RenewalFault(string Detail, bool IsPayersFault);
