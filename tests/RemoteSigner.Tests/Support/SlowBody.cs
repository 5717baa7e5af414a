using System.Net.Sockets;
using System.Text;
using RemoteSigner.Tests.Sdk;

namespace RemoteSigner.Tests.Support;

/// <summary>A POST whose body comes in pieces, when the test says so.</summary>
internal sealed class SlowBody : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _deadline = new(Deadline);
    private readonly TcpClient _client = new();
    private Task<string> _answer = null!;

    private SlowBody()
    {
    }

    /// <summary>Whether the answer is there.</summary>
    public bool IsAnswered => _answer.IsCompleted;

    /// <summary>Sends the headers and the beginning of a body.</summary>
    public static async Task<SlowBody> BeginAsync(Uri address, string path, string body, int begin, params string[] headers)
    {
        var slow = new SlowBody();
        await slow._client.ConnectAsync(address.Host, address.Port, slow._deadline.Token);
        var request = new StringBuilder($"POST {path} HTTP/1.1\r\nHost: signer\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n");
        foreach (var header in headers)
        {
            request.Append(header).Append("\r\n");
        }

        await slow.SendAsync(request.Append("\r\n").Append(body.AsSpan(0, begin)).ToString());
        slow._answer = slow.ReadAsync();
        return slow;
    }

    public async Task SendAsync(string text) => await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), _deadline.Token);

    public async Task<RawAnswer> AnswerAsync() => RawAnswer.Read(await _answer);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _deadline.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> ReadAsync()
    {
        // The signer waits a little for the rest of the body before it closes, and then not gracefully: the answer ends where its length says.
        var text = string.Empty;
        var piece = new byte[4096];
        while (!IsWhole(text))
        {
            var length = await _client.GetStream().ReadAsync(piece, _deadline.Token);
            Assert.True(length > 0, "the connection was closed without an answer");
            text += Encoding.ASCII.GetString(piece, 0, length);
        }

        return text;
    }

    private static bool IsWhole(string text)
    {
        if (!text.Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            return false;
        }

        var answer = RawAnswer.Read(text);
        return answer.Body.Length >= int.Parse(answer.Headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture);
    }
}
