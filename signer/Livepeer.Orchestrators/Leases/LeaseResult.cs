using Livepeer.Orchestrators.Asking;

namespace Livepeer.Orchestrators.Leases;

/// <summary>A lease or the reason why there is none.</summary>
public abstract record LeaseResult
{
    private LeaseResult()
    {
    }

    /// <summary>Granted; the receiver disposes it.</summary>
    /// <param name="Lease">Owned by one stream or job.</param>
    public sealed record Granted(OrchestratorLease Lease) : LeaseResult;

    /// <summary>Not granted.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Denied(OrchestratorRefusal Refusal) : LeaseResult;
}
