using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Livepeer.Ledger.Redis.Tests.Servers;
using Livepeer.Payments.Desk;
using TestKit.Ports;
using TestKit.Redis;

namespace Livepeer.Ledger.Redis.Tests;

/// <summary>What operators get wrong when they connect a signer to Redis: the refusal says which.</summary>
public sealed class MistakeTests
{
    [Theory]
    [InlineData(null, null, "wants a user or a password: give --redis-password")]
    [InlineData(null, "mistaken", "--redis-password")]
    [InlineData("bob", "mistaken", "refuses the user 'bob'")]
    [InlineData("signer", "mistaken", "--redis-user and --redis-password")]
    public async Task Login_Wrong_IsSaid(string? user, string? password, string expected)
    {
        using var server = new RedisServer("user default on >right ~* &* +@all", "user signer on >right ~* &* +@all");

        server.Start();

        await RefusedAsync(expected, new() { Servers = [server.Address], Prefix = Opened.Prefix, User = user, Password = password, StartPatience = TimeSpan.Zero });
    }

    [Fact]
    public async Task Login_ChangedWhileRunning_TheReasonIsTold()
    {
        using var server = new RedisServer("include users.conf");
        var users = Path.Combine(server.Folder, "users.conf");
        await File.WriteAllTextAsync(users, "user signer on >right ~* &* +@all\n");
        await using var ledger = await RedisLedger.OpenAsync(
            new() { Servers = [server.Start().Address], Prefix = Opened.Prefix, User = "signer", Password = "right" }, TimeProvider.System, CancellationToken.None);

        server.Kill();
        await File.WriteAllTextAsync(users, "user signer on >another ~* &* +@all\nuser default off\n");
        server.Start();

        await TellsAsync(ledger, $"Redis cannot be reached: {server.Address} refuses the user 'signer' or the password");
    }

    [Fact]
    public async Task Killed_RunningSignerTellsTheReason()
    {
        using var server = new RedisServer();
        await using var ledger = await server.ImpatientLedgerAsync();

        server.Kill();

        await TellsAsync(ledger, $"Redis cannot be reached: {server.Address} refuses connections");
    }

    [Theory]
    [InlineData("ca.pem", "elsewhere", true, "for 127.0.0.1, not for elsewhere: give the name that it must have with --redis-tls-host")]
    [InlineData(null, null, true, "give the file of that authority with --redis-tls-ca")]
    [InlineData("other/ca.pem", null, true, "other/ca.pem (--redis-tls-ca) has not issued")]
    [InlineData(null, null, false, "speaks TLS: give --redis-tls")]
    public async Task Tls_Wrong_IsSaid(string? authority, string? host, bool tls, string expected)
    {
        using var port = new HeldPort();
        using var server = new RedisServer($"tls-port {Number(port)}", "bind 127.0.0.1", "tls-cert-file server.pem", "tls-key-file server.key", "tls-ca-cert-file ca.pem", "tls-auth-clients no");
        Certificates.Write(server.Folder);

        // Of the same name, with another key.
        Certificates.Write(Directory.CreateDirectory(Path.Combine(server.Folder, "other")).FullName);
        server.Start();

        await RefusedAsync(expected, new()
        {
            Servers = [Address(port)],
            Prefix = Opened.Prefix,
            Tls = tls,
            TlsAuthorityFile = authority is null ? null : Path.Combine(server.Folder, authority),
            TlsHost = host,
            StartPatience = TimeSpan.Zero,
        });
    }

    [Fact]
    public async Task Tls_ToAPlainPort_IsSaid()
    {
        using var port = new HeldPort();
        using var server = new RedisServer($"port {Number(port)}", "bind 127.0.0.1");
        server.Start();

        await RefusedAsync("does not speak TLS", new() { Servers = [Address(port)], Prefix = Opened.Prefix, Tls = true, StartPatience = TimeSpan.Zero });
    }

    [Theory]
    [InlineData(null, "there is no file")]
    [InlineData("rubbish", "holds no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "holds no certificate")]
    public async Task AuthorityFile_NoGood_OptionAndPathAreNamed(string? content, string expected)
    {
        using var server = new RedisServer();
        var path = Path.Combine(server.Folder, "authority.pem");
        if (content is not null)
        {
            await File.WriteAllTextAsync(path, content);
        }

        var refusal = await RefusedAsync(expected, new() { Servers = ["127.0.0.1:1"], Prefix = Opened.Prefix, Tls = true, TlsAuthorityFile = path, StartPatience = TimeSpan.Zero });

        Assert.Contains("--redis-tls-ca: ", refusal, StringComparison.Ordinal);
        Assert.Contains(path, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replica_ItsPrimaryIsNamed()
    {
        using var port = new HeldPort();
        using var primary = new RedisServer($"port {Number(port)}", "bind 127.0.0.1");
        using var replica = new RedisServer($"replicaof 127.0.0.1 {Number(port)}");
        primary.Start();
        replica.Start();

        await RefusedAsync($"is a replica of {Address(port)}", new() { Servers = [replica.Address], Prefix = Opened.Prefix, StartPatience = TimeSpan.Zero });
    }

    [Theory]
    [InlineData(null, "is a Sentinel: give --redis-sentinel main")]
    [InlineData("mine", "is a Sentinel that does not know 'mine', but main")]
    [InlineData("main", "as the primary of 'main', which refuses connections")]
    public async Task Sentinel_GivenOtherwiseThanItIs_IsSaid(string? name, string expected)
    {
        using var port = new HeldPort();
        using var nobody = new HeldPort();
        using var sentinel = new RedisServer($"port {Number(port)}", "bind 127.0.0.1", $"sentinel monitor main 127.0.0.1 {Number(nobody)} 1") { IsSentinel = true };
        sentinel.Start();

        await RefusedAsync(expected, new() { Servers = [Address(port)], Prefix = Opened.Prefix, SentinelService = name, StartPatience = TimeSpan.Zero });
    }

    [Fact]
    public async Task DataNodeAsSentinel_IsRefused()
    {
        using var server = new RedisServer();

        await RefusedAsync("is no Sentinel: leave --redis-sentinel away", new() { Servers = [server.Start().Address], Prefix = Opened.Prefix, SentinelService = "mine" });
    }

    [Theory]
    [InlineData(false, "answers, but is no Redis")]
    [InlineData(true, "does not speak TLS, and answers, but is no Redis")]
    public async Task HttpServer_IsNoRedis(bool tls, string expected)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var serving = ServeHttpAsync(listener, stop.Token);

        await RefusedAsync(expected, new() { Servers = [listener.LocalEndpoint.ToString()!], Prefix = Opened.Prefix, Tls = tls, StartPatience = TimeSpan.Zero });

        await stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task NobodyThere_IsSaid()
    {
        using var port = new HeldPort();

        await RefusedAsync("refuses connections", new() { Servers = [Address(port)], Prefix = Opened.Prefix, StartPatience = TimeSpan.Zero });
    }

    private static async Task ServeHttpAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        var answers = new List<Task>();
        try
        {
            while (true)
            {
                answers.Add(AnswerAsync(await listener.AcceptTcpClientAsync(cancellationToken), cancellationToken));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }

        await Task.WhenAll(answers);
    }

    private static async Task AnswerAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using var connection = client;
        try
        {
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"), cancellationToken);
            client.Client.Shutdown(SocketShutdown.Send);

            // Hanging up with unread bytes would take the answer back.
            await stream.CopyToAsync(Stream.Null, cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // The client has seen enough.
        }
    }

    private static async Task<string> RefusedAsync(string expected, RedisLedgerOptions options)
    {
        var refused = await Assert.ThrowsAsync<LedgerUnavailableException>(async () =>
        {
            await using var ledger = await RedisLedger.OpenAsync(options, TimeProvider.System, CancellationToken.None);
        });

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("mistaken", refused.Message, StringComparison.Ordinal);
        return refused.Message;
    }

    private static async Task TellsAsync(RedisLedger ledger, string expected)
    {
        var started = TimeProvider.System.GetTimestamp();
        var told = string.Empty;
        while (!told.Contains(expected, StringComparison.Ordinal))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30), told);
            try
            {
                await ledger.ProbeAsync(CancellationToken.None);
            }
            catch (LedgerUnavailableException e)
            {
                told = e.Message;
            }
        }
    }

    private static string Address(HeldPort port) => $"127.0.0.1:{Number(port)}";

    private static string Number(HeldPort port) => port.Number.ToString(CultureInfo.InvariantCulture);
}
