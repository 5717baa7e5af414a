using System.Net.Sockets;
using GatewayLite.Media.Rtmp.Amf;
using GatewayLite.Media.Rtmp.Chunks;
using GatewayLite.Media.Rtmp.Commands;
using GatewayLite.Media.Tests.EndToEnd;

namespace GatewayLite.Media.Tests.Rtmp;

/// <summary>A bare RTMP client on a real socket that can stop anywhere and send anything.</summary>
internal sealed class RtmpClient : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly TcpClient _tcp = new();
    private readonly ChunkReader _reader = new(new ChunkLimits(1 << 20, 1 << 20));
    private readonly ChunkWriter _writer = new();
    private readonly byte[] _buffer = new byte[8192];
    private readonly CancellationTokenSource _limit = new(Deadline, TimeProvider.System);
    private int _position;
    private int _end;

    public static async Task<RtmpClient> ConnectAsync(IngestHost host)
    {
        var client = new RtmpClient();
        await client._tcp.ConnectAsync(host.Server.LocalEndPoint, client._limit.Token);
        return client;
    }

    public static async Task<RtmpClient> ConnectedAsync(IngestHost host, string app = "live")
    {
        var client = await ConnectAsync(host);
        await client.ShakeHandsAsync();
        await client.CommandAsync("connect", AmfWriter.Texts(("app", app), ("tcUrl", "rtmp://127.0.0.1/" + app)));
        _ = await client.ReplyAsync("_result");
        return client;
    }

    public static async Task<RtmpClient> PublishingAsync(IngestHost host, string name)
    {
        var client = await ConnectedAsync(host);
        await client.CommandAsync("publish", AmfValue.NullValue, new AmfValue.Text(name), new AmfValue.Text("live"));
        Assert.Equal("NetStream.Publish.Start", await client.StatusAsync());
        return client;
    }

    public async Task ShakeHandsAsync()
    {
        await SendAsync([3, .. new byte[1536]]);
        await _tcp.GetStream().ReadExactlyAsync(new byte[3073], _limit.Token);
        await SendAsync(new byte[1536]);
    }

    public Task CommandAsync(string name, params AmfValue[] rest) =>
        MessageAsync(MessageType.CommandAmf0, AmfWriter.Write([new AmfValue.Text(name), new AmfValue.Number(1), .. rest]));

    public async Task MessageAsync(MessageType type, byte[] payload)
    {
        _writer.Write(3, type, 1, payload);
        await SendAsync(_writer.Pending.ToArray());
        _writer.Clear();
    }

    public async Task SendAsync(byte[] bytes) => await _tcp.GetStream().WriteAsync(bytes, _limit.Token);

    /// <summary>The next message of that type.</summary>
    public async Task<byte[]> MessageAsync(MessageType type)
    {
        while (true)
        {
            while (_reader.TryRead(_buffer, ref _position, _end, out var message))
            {
                if (message.Type == type)
                {
                    return message.Payload.ToArray();
                }
            }
            (_position, _end) = (0, await _tcp.GetStream().ReadAsync(_buffer, _limit.Token));
            Assert.NotEqual(0, _end);
        }
    }

    public async Task<RtmpCommand> ReplyAsync(string name)
    {
        while (true)
        {
            var command = RtmpCommand.Read(await MessageAsync(MessageType.CommandAmf0));
            if (command.Name == name)
            {
                return command;
            }
        }
    }

    /// <summary>The code of the next status.</summary>
    public async Task<string> StatusAsync() => (await ReplyAsync("onStatus")).Argument(0).Member("code")!.AsText!;

    /// <summary>Reads what has arrived, as publishers do between frames.</summary>
    public async Task DrainAsync()
    {
        while (_tcp.Available > 0)
        {
            _ = await _tcp.GetStream().ReadAsync(_buffer, _limit.Token);
        }
    }

    /// <summary>Reads to the end of the connection; true when it came.</summary>
    public async Task<bool> IsClosedAsync()
    {
        try
        {
            while (await _tcp.GetStream().ReadAsync(_buffer, _limit.Token) > 0)
            {
                // What was still on its way.
            }
        }
        catch (IOException)
        {
            // Reset: closed too.
        }
        return true;
    }

    public void Dispose()
    {
        _tcp.Dispose();
        _reader.Dispose();
        _limit.Dispose();
    }
}
