using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using GatewayLite.Media.Rtmp.Chunks;
using GatewayLite.Media.Timeline;

namespace GatewayLite.Media.Rtmp.Connections;

/// <summary>
/// One client: a single loop receives, reads messages, and sends the answers. The server's sweep looks at the deadlines; whoever wants the connection gone
/// calls <see cref="Abort"/>, and the loop ends it.
/// </summary>
[SuppressMessage("Usage", "CA2213", Justification = "The token source has no timer and no linked source, and Abort may come after the end.")]
internal sealed class RtmpConnection : IDisposable
{
    private const int ReceiveBytes = 64 * 1024;
    private static readonly TimeSpan OpenAfterSilence = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(2);

    private readonly Socket _socket;
    private readonly RtmpServerOptions _options;
    private readonly TimeProvider _time;
    private readonly RtmpSession _session;
    private readonly ReceiveBatch _batch;
    private readonly ChunkReader _reader = new(ChunkLimits.BeforePublish);
    private readonly CancellationTokenSource _stop = new();
    private readonly long _openedAt;
    private long _lastReceived;
    private volatile bool _handshaken;
    private volatile bool _published;
    private ConnectionEnd? _abort;

    public RtmpConnection(Socket socket, RtmpServerOptions options, TimeProvider time, Func<RtmpConnection, RtmpSession> openSession)
    {
        _socket = socket;
        _options = options;
        _time = time;
        Remote = (IPEndPoint)socket.RemoteEndPoint!;
        _openedAt = _lastReceived = time.GetTimestamp();
        _batch = new ReceiveBatch(socket, time);
        _session = openSession(this);
    }

    public IPEndPoint Remote { get; }

    public long ReceivedBytes { get; private set; }

    public TimeSpan Lasted => _time.GetElapsedTime(_openedAt);

    /// <summary>Ends the connection soon; only the first reason counts.</summary>
    public void Abort(ConnectionEnd end)
    {
        if (Interlocked.CompareExchange(ref _abort, end, null) is null)
        {
            _ = _stop.CancelAsync();
        }
    }

    /// <summary>Looks at the deadlines.</summary>
    public void Sweep()
    {
        var age = Lasted;
        if (!_handshaken && age >= _options.HandshakeTimeout)
        {
            Abort(new ConnectionEnd(RtmpFault.HandshakeTimeout, "the handshake took too long"));
        }
        else if (!_published && age >= _options.PublishTimeout)
        {
            Abort(new ConnectionEnd(RtmpFault.PublishTimeout, "nothing was published in time"));
        }
        var silence = _time.GetElapsedTime(Volatile.Read(ref _lastReceived));
        if (silence >= _options.SilenceTimeout)
        {
            Abort(new ConnectionEnd(RtmpFault.Silent, "nothing was received for too long"));
        }
        else if (silence >= OpenAfterSilence)
        {
            _batch.Open();
        }
    }

    /// <summary>Serves the client until it ends, for whatever reason; never throws.</summary>
    public async Task<ConnectionEnd> RunAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReceiveBytes);
        var end = await ServeAsync(buffer);
        _session.Abandon(ReasonOf(end));
        await SayFarewellAsync(end, buffer);
        ArrayPool<byte>.Shared.Return(buffer);
        return end;
    }

    public void Dispose()
    {
        _session.Dispose();
        _reader.Dispose();
        _socket.Dispose();
    }

    private async Task<ConnectionEnd> ServeAsync(byte[] buffer)
    {
        try
        {
            return await TryShakeHandsAsync(buffer) is { } refused ? refused : await ReceiveAllAsync(buffer);
        }
        catch (RtmpFaultException fault)
        {
            return _abort ?? new ConnectionEnd(fault.Fault, fault.Message);
        }
        catch (OperationCanceledException) when (_abort is not null)
        {
            return _abort;
        }
        catch (SocketException)
        {
            return _abort ?? Gone();
        }
        catch (RtmpGateException gate)
        {
            return _abort ?? new ConnectionEnd(RtmpFault.GateFailed, "the publish gate failed", gate.InnerException);
        }
        // The host edge of one connection: a defect must end this client and be reported, not the server.
        catch (Exception error)
        {
            return new ConnectionEnd(RtmpFault.Internal, "an unexpected error", error);
        }
    }

    private ConnectionEnd Gone() => _session.IsPublishing
        ? new ConnectionEnd(RtmpFault.ConnectionLost, "the publisher went away without a word")
        : new ConnectionEnd(RtmpFault.None, _session.HasFinished ? "the publisher finished" : "the client left before publishing");

    private async Task<ConnectionEnd?> TryShakeHandsAsync(byte[] buffer)
    {
        if (!await FillAsync(buffer, 1))
        {
            return Gone();
        }
        if (buffer[0] != Handshake.Version)
        {
            return new ConnectionEnd(RtmpFault.NotRtmp, $"the first byte is 0x{buffer[0]:x2}");
        }
        if (!await FillAsync(buffer, Handshake.BlockLength))
        {
            return Gone();
        }
        await SendAsync(Handshake.Answer(buffer.AsSpan(0, Handshake.BlockLength)));
        if (!await FillAsync(buffer, Handshake.BlockLength))
        {
            return Gone();
        }
        _handshaken = true;
        return null;
    }

    private async Task<ConnectionEnd> ReceiveAllAsync(byte[] buffer)
    {
        while (await ReceiveAsync(buffer) is var received and > 0)
        {
            var position = 0;
            while (_reader.TryRead(buffer, ref position, received, out var message))
            {
                await HandleAsync(message);
            }
            if (_session.Publication is { } publication)
            {
                publication.Touch();
                _batch.Received(received);
            }
            AcknowledgeWhenDrained();
            await FlushAsync();
        }
        return Gone();
    }

    /// <summary>
    /// Only when nothing more is waiting: a publisher that has sent its rest and closed answers whatever reaches it then with a reset, and a reset discards
    /// the rest that is still on its way here.
    /// </summary>
    private void AcknowledgeWhenDrained()
    {
        if (_session.OwesAcknowledgement(ReceivedBytes) && !_socket.Poll(0, SelectMode.SelectRead))
        {
            _session.Acknowledge(ReceivedBytes);
        }
    }

    private ValueTask HandleAsync(RtmpMessage message)
    {
        if (message.Type is not (MessageType.CommandAmf0 or MessageType.CommandAmf3))
        {
            _session.Take(message);
            return ValueTask.CompletedTask;
        }
        return CommandAsync(message);
    }

    private async ValueTask CommandAsync(RtmpMessage message)
    {
        var wasPublishing = _session.IsPublishing;
        await _session.CommandAsync(message, _stop.Token);
        if (!wasPublishing && _session.IsPublishing)
        {
            _published = true;
            _reader.Raise(new ChunkLimits(_options.MaxMessageBytes, _options.MaxPartialBytes));
        }

        // Last: who has heard that publishing began is never closed for not having published.
        await FlushAsync();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        var received = await _socket.ReceiveAsync(buffer, SocketFlags.None, _stop.Token);
        ReceivedBytes += received;
        Volatile.Write(ref _lastReceived, _time.GetTimestamp());
        return received;
    }

    private async ValueTask<bool> FillAsync(byte[] buffer, int length)
    {
        for (var filled = 0; filled < length;)
        {
            var received = await ReceiveAsync(buffer.AsMemory(filled, length - filled));
            if (received == 0)
            {
                return false;
            }
            filled += received;
        }
        return true;
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, _stop.Token)..];
        }
    }

    private async ValueTask FlushAsync()
    {
        if (!_session.Output.Pending.IsEmpty)
        {
            await SendAsync(_session.Output.Pending);
            _session.Output.Clear();
        }
    }

    /// <summary>
    /// Tells the client why, and lets it read that: closing with unread input would reset the connection and lose the words. Bounded in time.
    /// </summary>
    private async Task SayFarewellAsync(ConnectionEnd end, byte[] buffer)
    {
        if (FarewellOf(end) is { } code)
        {
            _session.Status("error", code, end.Detail);
        }
        if (_session.Output.Pending.IsEmpty)
        {
            return;
        }
        using var limit = new CancellationTokenSource(FarewellTime, _time);
        try
        {
            _ = await _socket.SendAsync(_session.Output.Pending, SocketFlags.None, limit.Token);
            _socket.Shutdown(SocketShutdown.Send);
            while (await _socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token) > 0)
            {
                // What the client still sends is of no interest.
            }
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            // It did not wait for the words.
        }
    }

    /// <summary>The status code for ends that the client was not told of where they arose.</summary>
    private static string? FarewellOf(ConnectionEnd end) => end.Fault switch
    {
        RtmpFault.UnsupportedVideo or RtmpFault.BadMedia or RtmpFault.NoKeyFrame or RtmpFault.MemoryExhausted or RtmpFault.ClosedByHost => RtmpSession.PublishDenied,
        RtmpFault.TakenOver => RtmpSession.PublishBadName,
        _ => null,
    };

    private static EndReason ReasonOf(ConnectionEnd end) => end.Fault switch
    {
        RtmpFault.ConnectionLost or RtmpFault.Silent => EndReason.ConnectionLost,
        RtmpFault.ServerStopping => EndReason.Closed,
        RtmpFault.MemoryExhausted => EndReason.MemoryExhausted,
        _ => EndReason.InputFault,
    };
}
