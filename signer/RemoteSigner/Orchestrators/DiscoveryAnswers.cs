using Livepeer.Orchestrators.Discovery;

namespace RemoteSigner.Orchestrators;

/// <summary>Keeps the answer bytes of the latest state of the list. Made when somebody asks, once per state.</summary>
internal sealed class DiscoveryAnswers(OrchestratorDiscovery discovery)
{
    // Immutable, swapped whole. Two who ask at the same moment may both make it, and make the same.
    private volatile DiscoveryAnswer? _last;

    public DiscoveryAnswer Current
    {
        get
        {
            var snapshot = discovery.Current;
            return _last is { } last && ReferenceEquals(last.Snapshot, snapshot) ? last : _last = new DiscoveryAnswer(snapshot);
        }
    }
}
