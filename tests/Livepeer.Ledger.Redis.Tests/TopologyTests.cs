using System.Globalization;
using Livepeer.Ledger.Redis.Tests.Servers;
using Livepeer.Payments.Desk;
using TestKit.Ports;
using TestKit.Redis;

namespace Livepeer.Ledger.Redis.Tests;

/// <summary>Redis as operators run it: a cluster, behind TLS and an ACL, watched by Sentinels.</summary>
public sealed class TopologyTests
{
    /// <summary>The ACL line of docs/operations/redis.md, after the keys.</summary>
    private const string Commands =
        "resetchannels &* -@all +@connection +eval +evalsha +get +set +mget +hget +hmget +hset +hdel +del +hgetall +hscan +exists +pexpire +xadd +xinfo +xrange +xtrim +zadd "
        + "+zrangebyscore +zrevrangebyscore +zremrangebyscore +time +wait +info +cluster +subscribe";

    private readonly Recipients _recipients = new();

    [Fact]
    public async Task Cluster_EveryKeyIsInOneSlot()
    {
        using var port = new HeldPort();
        using var bus = new HeldPort();
        using var server = new RedisServer(Line("port", port), Line("cluster-port", bus), "cluster-enabled yes", "cluster-announce-ip 127.0.0.1", "bind 127.0.0.1");
        server.Start();
        Assert.StartsWith("+OK", server.Ask("CLUSTER", "ADDSLOTSRANGE", "0", "16383"), StringComparison.Ordinal);
        RedisServer.Until(() => server.Ask("CLUSTER", "INFO")?.Contains("cluster_state:ok", StringComparison.Ordinal) == true, "The cluster did not form.");

        await using (var ledger = await OpenAsync(Opened.Options(Address(port))))
        {
            for (var i = 0; i < 5; i++)
            {
                await _recipients.PayAsync(ledger, $"{i}", bucket: $"b{i}");
            }

            await ledger.TryHoldDeliveryAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        }

        var keys = server.Ask("KEYS", "*")!.Split("\r\n").Where(line => line.StartsWith('{')).ToArray();
        Assert.True(keys.Length > 20, $"{keys.Length} keys");
        Assert.Single(keys.Select(key => server.Ask("CLUSTER", "KEYSLOT", key)).Distinct());
    }

    [Fact]
    public async Task TlsAndAcl_DocumentedRights_AreEnough()
    {
        using var port = new HeldPort();
        using var server = new RedisServer(
            $"tls-port {port.Number}", "bind 127.0.0.1", "tls-cert-file server.pem", "tls-key-file server.key", "tls-ca-cert-file ca.pem", "tls-auth-clients no",
            "user default off", $"user signer on >secret ~{{{Opened.Prefix}}}:* {Commands}");
        Certificates.Write(server.Folder);
        server.Start();
        var options = new RedisLedgerOptions
        {
            Servers = [Address(port)],
            Prefix = Opened.Prefix,
            Patience = TimeSpan.FromSeconds(20),
            User = "signer",
            Password = "secret",
            Tls = true,
            TlsAuthorityFile = Path.Combine(server.Folder, "ca.pem"),
        };

        await using var ledger = await OpenAsync(options);
        Assert.NotNull(await _recipients.PayAsync(ledger, "a"));
        Assert.Single(await ledger.ReadEventsAsync(0, 10, CancellationToken.None));
        await ledger.AcknowledgeAsync(1, CancellationToken.None);
        Assert.Single(await ledger.ListBalancesAsync(null, 10, CancellationToken.None));
        Assert.Single(await ledger.ReadDaysAsync(new(DateOnly.MinValue, DateOnly.MaxValue, null, 10), CancellationToken.None));
        Assert.True(await ledger.TryHoldDeliveryAsync(TimeSpan.FromSeconds(1), CancellationToken.None));
        Assert.Empty(ledger.Warnings);
    }

    [Fact]
    public async Task Acl_HeadForgotten_DocumentedRightsAreEnough()
    {
        using var server = new RedisServer($"user signer on >secret ~{{{Opened.Prefix}}}:* {Commands}");
        server.Start();
        await using var ledger = await OpenAsync(
            new RedisLedgerOptions { Servers = [server.Address], Prefix = Opened.Prefix, Patience = TimeSpan.FromSeconds(20), User = "signer", Password = "secret" });
        await _recipients.PayAsync(ledger, "a");

        Assert.StartsWith(":1", server.Ask("DEL", $"{{{Opened.Prefix}}}:head"), StringComparison.Ordinal);

        Assert.NotNull(await _recipients.PayAsync(ledger, "b", parameters: 2));
    }

    [Fact]
    public async Task WrongPassword_IsSaidAtStart()
    {
        using var server = new RedisServer("user default on >right ~* &* +@all");
        server.Start();

        var refused = await Assert.ThrowsAsync<LedgerUnavailableException>(() => OpenAsync(
            new RedisLedgerOptions { Servers = [server.Address], Prefix = Opened.Prefix, Password = "wrong" }));

        Assert.Contains("cannot be opened", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrimaryKilled_SentinelsPromoteTheReplica_NoNumberComesTwice()
    {
        using var primaryPort = new HeldPort();
        using var replicaPort = new HeldPort();
        using var sentinelPort = new HeldPort();
        using var primary = new RedisServer(Line("port", primaryPort), "bind 127.0.0.1");
        using var replica = new RedisServer(Line("port", replicaPort), "bind 127.0.0.1", $"replicaof 127.0.0.1 {primaryPort.Number}", "repl-diskless-sync-delay 0");
        using var sentinel = new RedisServer(
            Line("port", sentinelPort), "bind 127.0.0.1", $"sentinel monitor main 127.0.0.1 {primaryPort.Number} 1", "sentinel down-after-milliseconds main 2000",
            "sentinel failover-timeout main 10000")
        { IsSentinel = true };
        primary.Start();
        replica.Start();
        RedisServer.Until(() => primary.Ask("INFO", "replication")?.Contains("state=online", StringComparison.Ordinal) == true, "The replica did not come.");
        sentinel.Start();
        RedisServer.Until(() => sentinel.Ask("SENTINEL", "replicas", "main") is { } known && known.Contains(Number(replicaPort), StringComparison.Ordinal), "The Sentinel did not find the replica.");

        await using var ledger = await OpenAsync(new RedisLedgerOptions
        {
            Servers = [Address(sentinelPort)],
            SentinelService = "main",
            Prefix = Opened.Prefix,
            Patience = TimeSpan.FromSeconds(3),
            WaitReplicas = 1,
        });
        for (var i = 0; i < 5; i++)
        {
            await Opened.EventuallyAsync(() => _recipients.PayAsync(ledger, $"before-{i}"));
        }

        primary.Kill();
        RedisServer.Until(() => replica.Ask("INFO", "replication")?.Contains("role:master", StringComparison.Ordinal) == true, "The Sentinel promoted nobody.");
        await using var careless = await OpenAsync(new RedisLedgerOptions
        {
            Servers = [Address(sentinelPort)],
            SentinelService = "main",
            Prefix = Opened.Prefix,
            Patience = TimeSpan.FromSeconds(3),
        });
        for (var i = 0; i < 5; i++)
        {
            await Opened.EventuallyAsync(async () => Assert.NotNull(await _recipients.PayAsync(careless, $"after-{i}")));
        }

        // With a replica to wait for, the failover has forgotten nothing: the earlier payments are there.
        for (var i = 0; i < 5; i++)
        {
            await _recipients.PayAsync(careless, $"before-{i}");
        }

        Assert.Equal(10, _recipients.Payments);
        Assert.Equal(0, careless.Counters.Losses);
    }

    private static Task<RedisLedger> OpenAsync(RedisLedgerOptions options) => RedisLedger.OpenAsync(options, TimeProvider.System, CancellationToken.None);

    private static string Line(string setting, HeldPort port) => $"{setting} {Number(port)}";

    private static string Address(HeldPort port) => $"127.0.0.1:{Number(port)}";

    private static string Number(HeldPort port) => port.Number.ToString(CultureInfo.InvariantCulture);
}
