using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Isolation;

/// <summary>Apps that ask for images with bodies as large as the gateway takes, over and over: some send slowly, some as fast as they can.</summary>
internal sealed class AiFlood : IAsyncDisposable
{
    private const int Clients = 48;
    private const int BodyBytes = 1_000_000;
    private const int PieceBytes = 20_000;
    private static readonly TimeSpan SlowPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _end = new();
    private readonly Uri _gateway;
    private readonly Task _clients;
    private readonly byte[] _request = Request();
    private long _sentBytes;

    public AiFlood(LiveNetwork network)
    {
        _gateway = network.Network.GatewayHttp;
        _clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(client => RunAsync(client % 2 == 0 ? SlowPause : TimeSpan.Zero)));
    }

    /// <summary>Bytes of requests sent so far.</summary>
    public long SentBytes => Interlocked.Read(ref _sentBytes);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _clients;
        _end.Dispose();
    }

    private static byte[] Request()
    {
        const string start = """{"prompt":"a flood","width":64,"height":64,"negative_prompt":" """;
        var body = start + new string('a', BodyBytes - start.Length - 2) + "\"}";
        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"POST /text-to-image HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
    }

    private async Task RunAsync(TimeSpan pause)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await AskAsync(pause);
                await Task.Delay(Breath, TimeProvider.System, _end.Token);
            }
            catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
            {
                // Turned away in mid-request, as most of a flood is; or the flood is over.
            }
        }
    }

    private async Task AskAsync(TimeSpan pause)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_gateway.Host, _gateway.Port, _end.Token);
        var stream = client.GetStream();
        for (var sent = 0; sent < _request.Length; sent += PieceBytes)
        {
            var piece = _request.AsMemory(sent, Math.Min(PieceBytes, _request.Length - sent));
            await stream.WriteAsync(piece, _end.Token);
            _ = Interlocked.Add(ref _sentBytes, piece.Length);
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, TimeProvider.System, _end.Token);
            }
        }

        var answer = new byte[4096];
        while (await stream.ReadAsync(answer, _end.Token) > 0)
        {
            // To its end.
        }
    }
}
