using System.Collections.Concurrent;
using System.Net;
using Livepeer.Orchestrators.Sources;

namespace Livepeer.Orchestrators.Connections;

/// <summary>
/// HTTP to orchestrators for one pipeline. Each pipeline has its own, and within it each orchestrator has its own connections: on shared HTTP/2
/// connections a few stalled uploads delay everything behind them by seconds, and a connection checked for one orchestrator must not serve another.
/// </summary>
/// <param name="access">Which addresses may be connected to.</param>
public sealed class OrchestratorHttp(NetworkAccess access) : IDisposable
{
    // Thread-safe by type; entries go when the directory forgets an orchestrator, whose number is bounded there.
    private readonly ConcurrentDictionary<ListedOrchestrator, Lazy<Connections>> _orchestrators = new();

    /// <summary>
    /// A client for requests of work. It has no timeout of its own: answers come in two phases with a deadline each (headers, then body), which the caller sets
    /// by cancellation. Use <see cref="Request"/> for what it sends.
    /// </summary>
    public HttpClient ForWork(ListedOrchestrator orchestrator) => Of(orchestrator).Work.Value;

    /// <summary>
    /// A request: HTTP/2 over TLS where the orchestrator has it. On plain HTTP/1.1 the body waits for "100 Continue": an orchestrator that refuses early closes the
    /// connection, and the words of its refusal would be lost in a reset.
    /// </summary>
    /// <param name="method">Method.</param>
    /// <param name="uri">Absolute URI.</param>
    public static HttpRequestMessage Request(HttpMethod method, Uri uri)
    {
        var request = new HttpRequestMessage(method, uri);
        if (uri.Scheme == Uri.UriSchemeHttps)
        {
            request.Version = HttpVersion.Version20;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        }
        else
        {
            request.Headers.ExpectContinue = true;
        }

        return request;
    }

    /// <summary>Closes the connections of an orchestrator that is no longer listed.</summary>
    public void Forget(ListedOrchestrator orchestrator)
    {
        if (_orchestrators.TryRemove(orchestrator, out var connections) && connections.IsValueCreated)
        {
            connections.Value.Dispose();
        }
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose()
    {
        foreach (var orchestrator in _orchestrators.Keys)
        {
            Forget(orchestrator);
        }
    }

    internal HttpClient ForRenditions(ListedOrchestrator orchestrator) => Of(orchestrator).Renditions.Value;

    internal HttpClient ForStorage(ListedOrchestrator orchestrator) => Of(orchestrator).Storage.Value;

    internal bool IsAllowedHost(string host) => access.IsAllowedHost(host);

    private Connections Of(ListedOrchestrator orchestrator) =>
        _orchestrators.GetOrAdd(orchestrator, static (key, access) => new Lazy<Connections>(() => new Connections(access.For(key))), access).Value;

    private sealed class Connections(AddressGuard guard) : IDisposable
    {
        public Lazy<HttpClient> Work { get; } = new(() => Client(guard, verifyCertificates: false));

        public Lazy<HttpClient> Renditions { get; } = new(() => Client(guard, verifyCertificates: false));

        public Lazy<HttpClient> Storage { get; } = new(() => Client(guard, verifyCertificates: true));

        public void Dispose()
        {
            foreach (var client in new[] { Work, Renditions, Storage })
            {
                if (client.IsValueCreated)
                {
                    client.Value.Dispose();
                }
            }
        }

        private static HttpClient Client(AddressGuard guard, bool verifyCertificates) =>
            new(ConnectionSettings.Handler(guard, verifyCertificates), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
