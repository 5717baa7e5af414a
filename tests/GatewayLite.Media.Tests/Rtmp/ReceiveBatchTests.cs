using System.Net.Sockets;
using GatewayLite.Media.Rtmp.Connections;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLite.Media.Tests.Rtmp;

public sealed class ReceiveBatchTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public void Dispose() => _socket.Dispose();

    [Theory]
    [InlineData(500_000, 25_000)]
    [InlineData(5_000_000, 49_152)]
    [InlineData(10, 1)]
    public void Mark_AfterASecond_IsTheTwentiethPartOfTheRateWithinItsBound(int bytesPerSecond, int mark)
    {
        var batch = new ReceiveBatch(_socket, _clock);
        _clock.Advance(TimeSpan.FromSeconds(1));
        batch.Received(bytesPerSecond);

        Assert.Equal(OperatingSystem.IsLinux() ? mark : 1, Mark());
    }

    [Fact]
    public void Mark_AfterAStall_IsOpen()
    {
        var batch = new ReceiveBatch(_socket, _clock);
        _clock.Advance(TimeSpan.FromSeconds(1));
        batch.Received(500_000);
        batch.Open();

        Assert.Equal(1, Mark());
    }

    [Fact]
    public void Open_AfterTheSocketIsGone_IsHarmless()
    {
        var batch = new ReceiveBatch(_socket, _clock);
        _clock.Advance(TimeSpan.FromSeconds(1));
        batch.Received(500_000);
        _socket.Dispose();

        batch.Open();
    }

    private int Mark()
    {
        var value = new byte[4];
        _ = OperatingSystem.IsLinux() ? _socket.GetRawSocketOption(1, 18, value) : 0;
        return OperatingSystem.IsLinux() ? BitConverter.ToInt32(value) : 1;
    }
}
