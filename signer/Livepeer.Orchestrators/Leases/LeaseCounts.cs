using Livepeer.Orchestrators.Sources;

namespace Livepeer.Orchestrators.Leases;

/// <summary>How many leases of each orchestrator live, so that nobody closes connections under them. For any number of callers.</summary>
internal sealed class LeaseCounts
{
    // Guards the counts, which are above zero; bounded by the streams and jobs of the process.
    private readonly Lock _gate = new();
    private readonly Dictionary<ListedOrchestrator, int> _counts = [];

    public void Begin(ListedOrchestrator orchestrator)
    {
        lock (_gate)
        {
            _counts[orchestrator] = _counts.GetValueOrDefault(orchestrator) + 1;
        }
    }

    public void End(ListedOrchestrator orchestrator)
    {
        lock (_gate)
        {
            if (--_counts[orchestrator] == 0)
            {
                _ = _counts.Remove(orchestrator);
            }
        }
    }

    public bool IsLeased(ListedOrchestrator orchestrator)
    {
        lock (_gate)
        {
            return _counts.ContainsKey(orchestrator);
        }
    }
}
