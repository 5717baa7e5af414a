using System.Globalization;
using DevNet.Processes;
using Drills.Paying;
using Drills.World;

namespace Drills.Faults;

/// <summary>The primary is killed and Sentinel promotes its replica, which lacks what was not yet replicated; the old primary comes back as a replica.</summary>
internal sealed class FailOverRedis(TimeProvider time) : IDrill
{
    private const string Service = "drill";

    // A primary otherwise waits five seconds for further replicas before it sends the first one anything.
    private static readonly string[] AtOnce = ["--repl-diskless-sync-delay", "0"];
    private readonly List<RedisServer> _servers = [];
    private int _sentinel;

    public string Name => "failover-redis";

    public string Fault => "Redis failed over by Sentinel";

    // A Sentinel needs some ten seconds to know a fresh replica.
    public int ShortCycles => 1;

    public int LongCycles => 100;

    // What was acknowledged and not yet replicated is lost.
    public bool MayPayTwice => true;

    public string? Missing() => Machine.Lacks("redis-server", "redis-cli");

    public async Task SetUpAsync(Stage stage, CancellationToken cancellationToken)
    {
        for (var number = 0; number < 2; number++)
        {
            _servers.Add(stage.Keep(new RedisServer(string.Create(CultureInfo.InvariantCulture, $"redis-{number + 1}"), stage.Folder, stage.Spawner, time)));
        }

        await _servers[0].StartAsync(cancellationToken, AtOnce);
        await FollowAsync(_servers[1], _servers[0], cancellationToken);
        _sentinel = RedisServer.FreePort();
        var configuration = Path.Combine(stage.Folder, "sentinel.conf");
        await File.WriteAllLinesAsync(
            configuration,
            [
                $"port {Text(_sentinel)}", "bind 127.0.0.1", $"dir {stage.Folder}", $"sentinel monitor {Service} 127.0.0.1 {Text(_servers[0].Port)} 1",
                $"sentinel down-after-milliseconds {Service} 800", $"sentinel failover-timeout {Service} 3000",
            ],
            cancellationToken);
        _ = stage.Keep(await ChildProcess.StartAsync(stage.Spawner, "sentinel", "redis-server", [configuration, "--sentinel"], stage.Folder));
        await KnownReplicaAsync(cancellationToken);

        stage.HasOneLedger = true;
        string[] arguments = ["--redis-addr", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_sentinel}"), "--redis-sentinel", Service];
        _ = await stage.AddReplicaAsync("signer-1", arguments, cancellationToken);
        _ = await stage.AddReplicaAsync("signer-2", arguments, cancellationToken);
    }

    public async Task CycleAsync(Stage stage, Crowd crowd, CancellationToken cancellationToken)
    {
        await crowd.MoreAsync(20, cancellationToken);
        var (primary, replica) = await RolesAsync(cancellationToken);
        await primary.KillAsync(cancellationToken);
        await UntilAsync("the fail-over", async () => (await replica.AskAsync(cancellationToken, "role")).Contains("master", StringComparison.Ordinal), cancellationToken);
        await crowd.MoreAsync(20, cancellationToken);
        await FollowAsync(primary, replica, cancellationToken);
        await KnownReplicaAsync(cancellationToken);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Task FollowAsync(RedisServer replica, RedisServer primary, CancellationToken cancellationToken) =>
        replica.StartAsync(cancellationToken, [.. AtOnce, "--replicaof", "127.0.0.1", Text(primary.Port)]);

    /// <summary>Waits until the replica follows its primary and Sentinel knows both.</summary>
    private async Task KnownReplicaAsync(CancellationToken cancellationToken)
    {
        await UntilAsync("a replica that follows and that Sentinel knows", IsKnownAsync, cancellationToken);

        // On a busy machine Sentinel fails over once more by itself: who is what is asked each time.
        async Task<bool> IsKnownAsync()
        {
            var (_, replica) = await RolesAsync(cancellationToken);
            var said = await AskSentinelAsync(cancellationToken, "replicas", Service);
            return (await replica.AskAsync(cancellationToken, "info", "replication")).Contains("master_link_status:up", StringComparison.Ordinal)
                && said.Contains(Text(replica.Port), StringComparison.Ordinal)
                && !said.Contains("s_down", StringComparison.Ordinal)
                && !said.Contains("disconnected", StringComparison.Ordinal);
        }
    }

    /// <summary>As Sentinel sees them.</summary>
    private async Task<(RedisServer Primary, RedisServer Replica)> RolesAsync(CancellationToken cancellationToken)
    {
        var first = (await AskSentinelAsync(cancellationToken, "get-master-addr-by-name", Service)).Contains(Text(_servers[0].Port), StringComparison.Ordinal);
        return first ? (_servers[0], _servers[1]) : (_servers[1], _servers[0]);
    }

    /// <summary>redis-cli at Sentinel's port.</summary>
    private Task<string> AskSentinelAsync(CancellationToken cancellationToken, params string[] command) =>
        _servers[0].AskAsync(cancellationToken, ["-p", Text(_sentinel), "sentinel", .. command]);

    private async Task UntilAsync(string what, Func<Task<bool>> isSo, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (!await isSo())
        {
            if (time.GetElapsedTime(began) > TimeSpan.FromSeconds(60))
            {
                throw new TimeoutException($"Waited a minute for {what}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        }
    }
}
