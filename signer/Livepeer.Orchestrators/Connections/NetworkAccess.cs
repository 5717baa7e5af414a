using Livepeer.Orchestrators.Sources;

namespace Livepeer.Orchestrators.Connections;

/// <summary>Which addresses may be connected to on behalf of orchestrators.</summary>
public sealed class NetworkAccess
{
    private readonly ResolveAddresses _resolve;
    private readonly HashSet<string> _allowedHosts;

    /// <summary>Public addresses, what configured orchestrators live at, and some hosts.</summary>
    /// <param name="allowedHosts">Host names or addresses that may be private and that renditions and media may come from, for example an own object store.</param>
    public NetworkAccess(IEnumerable<string> allowedHosts)
        : this(allowedHosts, Resolvers.System)
    {
    }

    internal NetworkAccess(IEnumerable<string> allowedHosts, ResolveAddresses resolve)
    {
        _allowedHosts = new HashSet<string>(allowedHosts, StringComparer.OrdinalIgnoreCase);
        _resolve = resolve;
    }

    /// <summary>Longest wait for a connection, TCP and TLS together. Default 2 s.</summary>
    /// <remarks>Source: go-livepeer server/broadcast.go.</remarks>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    internal bool IsAllowedHost(string host) => _allowedHosts.Contains(host);

    internal AddressGuard For(ListedOrchestrator orchestrator) => new(orchestrator, _allowedHosts, _resolve, ConnectTimeout);
}
