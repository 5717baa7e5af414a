using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using GatewayLite.Media.Rtmp.Connections;
using GatewayLite.Media.Segments;
using GatewayLite.Media.Timeline;
using GatewayLite.Media.Ts;

namespace GatewayLite.Media.Rtmp;

/// <summary>RTMP ingest: accepts publishers, asks the gate, cuts what they send into segments of the accepted publication.</summary>
/// <remarks>One task accepts, one looks at deadlines each second, one serves each connection; disposal waits for all of them.</remarks>
public sealed class RtmpServer : IAsyncDisposable
{
    private const int AcceptBacklog = 128;
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterAcceptError = TimeSpan.FromMilliseconds(100);

    private readonly RtmpServerOptions _options;
    private readonly IPublishGate _gate;
    private readonly SegmentMemory _memory;
    private readonly Action<RtmpEvent> _observer;
    private readonly TimeProvider _time;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<RtmpConnection, Task> _connections = new();
    private readonly ConcurrentDictionary<RtmpFault, long> _ends = new();
    private readonly Task _accepting;
    private readonly Task _sweeping;

    private RtmpServer(Socket listener, RtmpServerOptions options, IPublishGate gate, SegmentMemory memory, Action<RtmpEvent> observer, TimeProvider time)
    {
        (_listener, _options, _gate, _memory, _observer, _time) = (listener, options, gate, memory, observer, time);
        LocalEndPoint = (IPEndPoint)listener.LocalEndPoint!;
        _accepting = Task.Run(AcceptAllAsync);
        _sweeping = Task.Run(SweepAllAsync);
    }

    /// <summary>The bound address, with the real port.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>Connections open now.</summary>
    public int Connections => _connections.Count;

    /// <summary>Ended connections by reason.</summary>
    public IReadOnlyDictionary<RtmpFault, long> Ends => _ends;

    /// <summary>Binds and starts to accept; the running server is disposed to stop it.</summary>
    /// <param name="options">Address and bounds.</param>
    /// <param name="gate">Who may publish.</param>
    /// <param name="memory">The byte budget that segments live in.</param>
    /// <param name="observer">Called with every event.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public static RtmpServer Start(RtmpServerOptions options, IPublishGate gate, SegmentMemory memory, Action<RtmpEvent> observer, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var listener = new Socket(options.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(options.EndPoint);
            listener.Listen(AcceptBacklog);
            return new RtmpServer(listener, options, gate, memory, observer, time);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>Stops accepting, ends all connections with <see cref="RtmpFault.ServerStopping"/> and waits for them.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await Task.WhenAll(_accepting, _sweeping);
        foreach (var (connection, _) in _connections)
        {
            connection.Abort(new ConnectionEnd(RtmpFault.ServerStopping, "the server stops"));
        }
        await Task.WhenAll(_connections.Values);
        _stop.Dispose();
    }

    private async Task AcceptAllAsync()
    {
        try
        {
            while (true)
            {
                if (await TryAcceptAsync() is { } socket)
                {
                    Admit(socket);
                }
                else
                {
                    await Task.Delay(PauseAfterAcceptError, _time, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    /// <summary>Null when a client left while it waited, or no descriptor is free: neither ends the server.</summary>
    private async Task<Socket?> TryAcceptAsync()
    {
        try
        {
            return await _listener.AcceptAsync(_stop.Token);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private void Admit(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            var connection = new RtmpConnection(socket, _options, _time, OpenSession);
            if (_connections.Count >= _options.MaxConnections)
            {
                Note(connection, new ConnectionEnd(RtmpFault.TooManyConnections, "too many connections"));
                connection.Dispose();
                return;
            }
            _observer(new RtmpEvent.Opened(connection.Remote));
            // Registered before it runs, so that its end finds it.
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _connections[connection] = ended.Task;
            _ = Task.Run(() => ServeAsync(connection, ended));
        }
        catch (SocketException)
        {
            socket.Dispose();
        }
    }

    private async Task ServeAsync(RtmpConnection connection, TaskCompletionSource ended)
    {
        try
        {
            var end = await connection.RunAsync();
            connection.Dispose();
            Note(connection, end);
        }
        finally
        {
            _ = _connections.TryRemove(connection, out _);
            ended.SetResult();
        }
    }

    private void Note(RtmpConnection connection, ConnectionEnd end)
    {
        _ = _ends.AddOrUpdate(end.Fault, 1, (_, count) => count + 1);
        _observer(new RtmpEvent.Closed(connection.Remote, end.Fault, end.Detail, connection.ReceivedBytes, connection.Lasted, end.Error));
    }

    private async Task SweepAllAsync()
    {
        using var timer = new PeriodicTimer(SweepEvery, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                foreach (var (connection, _) in _connections)
                {
                    connection.Sweep();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private RtmpSession OpenSession(RtmpConnection connection) => new(connection.Remote, _gate, publication => OpenFeed(connection, publication));

    private PublisherFeed OpenFeed(RtmpConnection connection, Publication publication)
    {
        void Warn(InputWarning warning, string detail) => _observer(new RtmpEvent.Warned(connection.Remote, publication, warning, detail));
        _ = publication.Ended.Register(() => EndWith(connection, publication.EndReason));
        _observer(new RtmpEvent.Publishing(connection.Remote, publication));
        return new PublisherFeed(publication, new TsSegmenter(publication, _memory, _options.SegmentDuration, _time, Warn), Warn);
    }

    private static void EndWith(RtmpConnection connection, EndReason reason)
    {
        if (reason == EndReason.TakenOver)
        {
            connection.Abort(new ConnectionEnd(RtmpFault.TakenOver, "Another publisher took the stream over."));
        }
        else if (reason != EndReason.PublisherFinished)
        {
            connection.Abort(new ConnectionEnd(RtmpFault.ClosedByHost, "The server ended the stream."));
        }
    }
}
