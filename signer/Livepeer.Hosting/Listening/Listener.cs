using Livepeer.Hosting.Options;
using Livepeer.Hosting.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Livepeer.Hosting.Listening;

/// <summary>
/// One listener of a program. Without TLS it speaks the one protocol it is for; with TLS both HTTP/1.1 and HTTP/2, as the client chooses. Its connections
/// carry its mark, so that nothing of one listener is reachable through another, and have a bound of their own, so that a flood of one does not shut the others.
/// </summary>
public sealed class Listener
{
    private readonly ListenAddress _address;
    private int _connections;
    private long _refused;
    private ListenOptions? _listening;

    /// <param name="name">Short name for logs and metrics, for example grpc.</param>
    /// <param name="address">Where it binds.</param>
    public Listener(string name, ListenAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Name = name;
        _address = address;
    }

    /// <summary>Short name for logs and metrics.</summary>
    public string Name { get; }

    /// <summary>What it speaks without TLS, where a port can carry only one of them.</summary>
    public HttpProtocols Plaintext { get; init; } = HttpProtocols.Http1;

    /// <summary>Its TLS; null without.</summary>
    public ServerTls? Tls { get; init; }

    /// <summary>Whether clients are asked for certificates. Nothing is asked without TLS.</summary>
    public ClientCertificates ClientCertificates { get; init; }

    /// <summary>Whether others on the network can read what is said.</summary>
    public bool IsPlaintextBeyondLoopback => Tls is null && !_address.IsLoopback;

    /// <summary>Connections at the same time; more are closed at once.</summary>
    public required int MaxConnections { get; init; }

    /// <summary>Connections now.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Connections that were closed because there were too many, since start.</summary>
    public long RefusedConnections => Interlocked.Read(ref _refused);

    /// <summary>Where it is reached, with the real port.</summary>
    /// <exception cref="InvalidOperationException">The server has not started.</exception>
    public Uri Address => new($"{(Tls is null ? "http" : "https")}://{_listening?.IPEndPoint ?? throw new InvalidOperationException("The listener is not open yet.")}");

    /// <summary>Adds it to the server.</summary>
    public void Add(KestrelServerOptions kestrel)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        kestrel.Listen(_address.Host, _address.Port, listen =>
        {
            _listening = listen;
            listen.Protocols = Tls is null ? Plaintext : HttpProtocols.Http1AndHttp2;
            listen.Use(Bounded);
            if (Tls is { } tls)
            {
                listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(tls.For(ClientCertificates)) });
            }

            listen.Use(Marked);
        });
    }

    /// <summary>Whether a request came in through this listener.</summary>
    public bool Received(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<Listener>() == this;
    }

    private ConnectionDelegate Bounded(ConnectionDelegate next) => async connection =>
    {
        try
        {
            if (Interlocked.Increment(ref _connections) > MaxConnections)
            {
                Interlocked.Increment(ref _refused);
                connection.Abort();
                return;
            }

            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    };

    private ConnectionDelegate Marked(ConnectionDelegate next) => connection =>
    {
        connection.Features.Set(this);
        if (ClientCertificate.Of(connection) is { } certificate)
        {
            connection.Features.Set(certificate);
        }

        return next(connection);
    };
}
