using GatewayLite.Pipelines.Payments;
using Livepeer.Orchestrators.Health;
using Livepeer.Orchestrators.Leases;

namespace GatewayLite.Pipelines.Dispatch;

/// <summary>A lease with everything that belongs to it alone: the record of its orchestrator and the names of its payments.</summary>
internal sealed class HeldLease(OrchestratorLease lease, OrchestratorHealth health, PaymentKeys keys)
{
    public OrchestratorLease Lease => lease;

    public PaymentKeys Keys => keys;

    public Uri Uri => lease.Orchestrator.Uri;

    /// <summary>Smoothed time taken over nominal time, of all streams and jobs; null before the first success.</summary>
    public double? LatencyScore => health.State.LatencyScore;

    /// <param name="latencyScore">Time taken over nominal time.</param>
    public void Succeeded(double latencyScore) => health.Succeeded(latencyScore);

    public void Failed(HealthMark mark)
    {
        switch (mark)
        {
            case HealthMark.Busy:
                health.Failed(OrchestratorFault.Busy);
                break;
            case HealthMark.NotCapable:
                health.Failed(OrchestratorFault.Unsuitable);
                break;
            case HealthMark.Slow:
                health.Failed(OrchestratorFault.Slow);
                break;
            case HealthMark.Failed:
                health.Failed(OrchestratorFault.Failed);
                break;
            case HealthMark.Dishonest:
                health.Failed(OrchestratorFault.Misbehaved);
                break;
            default:
                Unused();
                break;
        }
    }

    /// <summary>The orchestrator was chosen, but nothing was learned of it.</summary>
    public void Unused() => health.Leave();
}
