using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Livepeer.Ledger.Redis.Connection.Inquiry;

/// <summary>A connection without a client's opinions, for a few questions to who knows what.</summary>
internal sealed class RawLine : IAsyncDisposable
{
    private const int MostBytes = 1 << 16;
    private const int MostParts = 16;
    private const int DeepestArray = 2;

    private readonly Stream _stream;
    private int _read;

    private RawLine(Stream stream) => _stream = stream;

    /// <param name="server">Where to.</param>
    /// <param name="tls">Null for none.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <exception cref="SocketException">Nobody is there.</exception>
    /// <exception cref="AuthenticationException">There is no TLS with this server.</exception>
    /// <exception cref="IOException">It hung up.</exception>
    public static async Task<RawLine> OpenAsync(EndPoint server, SslClientAuthenticationOptions? tls, CancellationToken cancellationToken)
    {
        var socket = server is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        Stream? stream = null;
        try
        {
            await socket.ConnectAsync(server, cancellationToken);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (tls is not null)
            {
                var encrypted = new SslStream(stream);
                stream = encrypted;
                await encrypted.AuthenticateAsClientAsync(tls, cancellationToken);
            }

            return new RawLine(stream);
        }
        catch
        {
            socket.Dispose();
            await (stream?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    /// <summary>What a handshake wants that asks only whether there is TLS: no secret goes over it.</summary>
    public static SslClientAuthenticationOptions AnyTls(string host) => new()
    {
        TargetHost = host,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
#pragma warning disable CA5359 // Nothing is sent: the connection ends with the handshake.
        RemoteCertificateValidationCallback = static (_, _, _, _) => true,
#pragma warning restore CA5359
    };

    /// <returns>The answer; null when the server hung up.</returns>
    /// <exception cref="IOException">It hung up in the middle.</exception>
    public async Task<RawReply?> AskAsync(string[] words, CancellationToken cancellationToken)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"*{words.Length}\r\n"));
        foreach (var word in words)
        {
            text.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        }

        await _stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
        return await ReadAsync(0, cancellationToken);
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<RawReply?> ReadAsync(int depth, CancellationToken cancellationToken)
    {
        if (await ByteAsync(cancellationToken) is not { } first)
        {
            return null;
        }

        if ((char)first is not ('+' or '-' or ':' or '$' or '*') || await RestOfLineAsync(cancellationToken) is not { } line)
        {
            return RawReply.Foreign;
        }

        var kind = (char)first;
        if (kind is not ('$' or '*'))
        {
            return new(kind, line, []);
        }

        if (!int.TryParse(line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var length) || length < -1 || length > (kind == '$' ? MostBytes : MostParts) || depth > DeepestArray)
        {
            return RawReply.Foreign;
        }

        return kind == '$' ? await StringAsync(length, cancellationToken) : await ArrayAsync(length, depth, cancellationToken);
    }

    private async Task<RawReply> StringAsync(int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[Math.Max(0, length)];
        await _stream.ReadExactlyAsync(bytes, cancellationToken);
        return length < 0 || await RestOfLineAsync(cancellationToken) is { Length: 0 } ? new('$', Encoding.UTF8.GetString(bytes), []) : RawReply.Foreign;
    }

    private async Task<RawReply> ArrayAsync(int length, int depth, CancellationToken cancellationToken)
    {
        var parts = new List<RawReply>();
        for (var part = 0; part < length; part++)
        {
            parts.Add(await ReadAsync(depth + 1, cancellationToken) ?? RawReply.Foreign);
        }

        return new('*', string.Empty, parts);
    }

    // Null when it never ends.
    private async Task<string?> RestOfLineAsync(CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        while (await ByteAsync(cancellationToken) is { } next)
        {
            if (next == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(next);
        }

        return null;
    }

    private async Task<byte?> ByteAsync(CancellationToken cancellationToken)
    {
        var one = new byte[1];
        return _read++ < MostBytes && await _stream.ReadAsync(one, cancellationToken) == 1 ? one[0] : null;
    }
}
