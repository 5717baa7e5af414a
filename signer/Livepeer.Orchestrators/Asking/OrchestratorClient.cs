using System.Collections.Concurrent;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Leases;
using Livepeer.Orchestrators.Sources;
using Livepeer.Wire.Matching;

namespace Livepeer.Orchestrators.Asking;

/// <summary>Asks orchestrators over gRPC, one channel per listed orchestrator. For any number of callers.</summary>
public sealed class OrchestratorClient : IDisposable
{
    /// <summary>For discovery, connecting included. Source: go-livepeer server/rpc.go (3 s dial).</summary>
    public static readonly TimeSpan DiscoveryDeadline = TimeSpan.FromSeconds(3);

    /// <summary>For the renewal of a lease. Source: go-livepeer server/broadcast.go.</summary>
    public static readonly TimeSpan RefreshDeadline = TimeSpan.FromSeconds(2.5);

    /// <summary>For the end of a session, which is a courtesy.</summary>
    public static readonly TimeSpan EndSessionDeadline = TimeSpan.FromSeconds(1);

    // Thread-safe by type; entries go when the directory forgets an orchestrator, whose number is bounded there.
    private readonly ConcurrentDictionary<ListedOrchestrator, Lazy<OrchestratorChannel>> _channels = new();
    private readonly ISenderIdentity _identity;
    private readonly NetworkAccess _access;
    private readonly TimeProvider _time;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="identity">Who asks.</param>
    /// <param name="access">Which addresses may be connected to.</param>
    /// <param name="time">Deadlines and round trips.</param>
    public OrchestratorClient(ISenderIdentity identity, NetworkAccess access, TimeProvider time)
    {
        _identity = identity;
        _access = access;
        _time = time;
    }

    /// <summary>Asks for price, ticket parameters and a token. Each answer is a session of its own at the orchestrator.</summary>
    /// <param name="orchestrator">Whom.</param>
    /// <param name="needs">What for; null asks for the base price and the whole price list.</param>
    /// <param name="deadline">For connecting and answering together.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SenderIdentityUnavailableException">The identity cannot be had.</exception>
    public Task<AskResult> AskAsync(ListedOrchestrator orchestrator, JobCapabilities? needs, TimeSpan deadline, CancellationToken cancellationToken) =>
        Shared(orchestrator).AskAsync(needs, deadline, cancellationToken);

    /// <summary>Asks what is on offer, for a list: the base price and the whole price list, also of nodes that are full.</summary>
    /// <param name="orchestrator">Whom.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SenderIdentityUnavailableException">The identity cannot be had.</exception>
    public Task<AskResult> SurveyAsync(ListedOrchestrator orchestrator, CancellationToken cancellationToken) =>
        Shared(orchestrator).SurveyAsync(DiscoveryDeadline, cancellationToken);

    /// <summary>Closes the channel of an orchestrator that is no longer listed.</summary>
    public void Forget(ListedOrchestrator orchestrator)
    {
        if (_channels.TryRemove(orchestrator, out var channel) && channel.IsValueCreated)
        {
            channel.Value.Dispose();
        }
    }

    /// <summary>Closes all channels.</summary>
    public void Dispose()
    {
        foreach (var orchestrator in _channels.Keys)
        {
            Forget(orchestrator);
        }
    }

    /// <summary>Leases of all pipelines that ask through this client.</summary>
    internal LeaseCounts Leases { get; } = new();

    internal OrchestratorChannel Shared(ListedOrchestrator orchestrator) =>
        _channels.GetOrAdd(
            orchestrator,
            static (key, client) => new Lazy<OrchestratorChannel>(() => client.Open(key, key.Uri)),
            this).Value;

    /// <summary>A channel of the caller's own, for an orchestrator that works at another URI than the listed one.</summary>
    internal OrchestratorChannel Open(ListedOrchestrator orchestrator, Uri service) => new(service, _access.For(orchestrator), _identity, _time);
}
