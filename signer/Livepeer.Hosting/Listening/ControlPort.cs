using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Livepeer.Hosting.Listening;

/// <summary>Each connection of the control listener carries its mark, so that nothing of one listener is reachable through the other.</summary>
public static class ControlPort
{
    /// <summary>Makes a listener the control listener: plain HTTP/1.1, marked connections.</summary>
    public static void Mark(ListenOptions listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        listener.Protocols = HttpProtocols.Http1;
        listener.Use(next => connection =>
        {
            connection.Features.Set(Connection.Marked);
            return next(connection);
        });
    }

    /// <summary>Whether a request came in through the control listener.</summary>
    public static bool IsControl(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<Connection>() is not null;
    }

    private sealed class Connection
    {
        public static readonly Connection Marked = new();
    }
}
