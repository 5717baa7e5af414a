using System.Net.Sockets;

namespace GatewayLite.Media.Rtmp.Connections;

/// <summary>
/// Lets the kernel gather about 50 ms of a publisher's bytes before it wakes the loop: publishers write in small pieces, and waking for each of them costs
/// several times what reading them costs. Follows the measured rate once a second, so that slow streams are not held up; after a stall the sweep opens the gate again.
/// </summary>
/// <remarks>Linux only (SO_RCVLOWAT); elsewhere it does nothing. An end of the connection wakes the loop whatever is set. Thread-safe: the loop and the sweep may
/// both set the mark, and either value is right.</remarks>
internal sealed class ReceiveBatch(Socket socket, TimeProvider time)
{
    /// <summary>Source: Linux asm-generic/socket.h.</summary>
    private const int SocketLevel = 1;

    /// <summary>Source: Linux asm-generic/socket.h.</summary>
    private const int ReceiveLowMark = 18;

    private const int MostBytes = 48 * 1024;
    private const int BatchesPerSecond = 20;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private long _periodStart = time.GetTimestamp();
    private long _periodBytes;
    private volatile int _mark = 1;

    /// <summary>The loop received bytes while publishing.</summary>
    public void Received(int bytes)
    {
        _periodBytes += bytes;
        var elapsed = time.GetElapsedTime(_periodStart);
        if (elapsed >= Period)
        {
            Set((int)Math.Min(MostBytes, _periodBytes / elapsed.TotalSeconds / BatchesPerSecond));
            (_periodStart, _periodBytes) = (time.GetTimestamp(), 0);
        }
    }

    /// <summary>Nothing came for a second: give out what lies there.</summary>
    public void Open() => Set(1);

    private void Set(int bytes)
    {
        var mark = Math.Max(1, bytes);
        if (mark != _mark && OperatingSystem.IsLinux())
        {
            _mark = mark;
            try
            {
                socket.SetRawSocketOption(SocketLevel, ReceiveLowMark, BitConverter.GetBytes(mark));
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // The connection ended meanwhile, or the platform does not know the option: waking more often is all that follows.
            }
        }
    }
}
