using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace DevOrchestrator.Hosting;

/// <summary>The connections of a listener, so that they can be cut all at once. Thread-safe.</summary>
internal sealed class OpenConnections
{
    private readonly ConcurrentDictionary<string, ConnectionContext> _open = new(StringComparer.Ordinal);

    public ConnectionDelegate Track(ConnectionDelegate next) => async connection =>
    {
        _open[connection.ConnectionId] = connection;
        try
        {
            await next(connection);
        }
        finally
        {
            _open.TryRemove(connection.ConnectionId, out _);
        }
    };

    public void Cut()
    {
        foreach (var connection in _open.Values)
        {
            connection.Abort(new ConnectionAbortedException("the orchestrator died"));
        }
    }
}
