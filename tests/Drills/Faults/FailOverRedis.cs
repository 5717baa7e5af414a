using System.Globalization;
using DevNet.Processes;
using Drills.Paying;
using Drills.World;

namespace Drills.Faults;

/// <summary>The primary is killed and Sentinel promotes its replica, which lacks what was not yet replicated; the old primary comes back as a replica.</summary>
internal sealed class FailOverRedis(TimeProvider time) : IDrill
{
    private const string Service = "drill";
    private readonly List<RedisServer> _servers = [];
    private int _sentinel;
    private int _primary;

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

        await _servers[0].StartAsync(cancellationToken);
        await _servers[1].StartAsync(cancellationToken, "--replicaof", "127.0.0.1", Text(_servers[0].Port));
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
        await KnownReplicasAsync(cancellationToken);

        stage.HasOneLedger = true;
        string[] arguments = ["--redis-addr", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_sentinel}"), "--redis-sentinel", Service];
        _ = await stage.AddReplicaAsync("signer-1", arguments, cancellationToken);
        _ = await stage.AddReplicaAsync("signer-2", arguments, cancellationToken);
    }

    public async Task CycleAsync(Stage stage, Crowd crowd, CancellationToken cancellationToken)
    {
        await crowd.MoreAsync(20, cancellationToken);
        await _servers[_primary].KillAsync(cancellationToken);
        var old = _primary;
        _primary = 1 - _primary;
        await UntilAsync("the fail-over", async () => (await _servers[_primary].AskAsync(cancellationToken, "role")).Contains("master", StringComparison.Ordinal), cancellationToken);
        await crowd.MoreAsync(20, cancellationToken);
        await _servers[old].StartAsync(cancellationToken, "--replicaof", "127.0.0.1", Text(_servers[_primary].Port));
        await KnownReplicasAsync(cancellationToken);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Waits until the replica follows its primary and Sentinel knows both.</summary>
    private async Task KnownReplicasAsync(CancellationToken cancellationToken)
    {
        await UntilAsync(
            "the replica to follow",
            async () => (await _servers[1 - _primary].AskAsync(cancellationToken, "info", "replication")).Contains("master_link_status:up", StringComparison.Ordinal),
            cancellationToken);
        var sentinel = new RedisCommand(_sentinel, _servers[0]);
        await UntilAsync(
            "Sentinel to know the replica",
            async () => await sentinel.AskAsync(cancellationToken, "sentinel", "replicas", Service) is var said
                && said.Contains(Text(_servers[1 - _primary].Port), StringComparison.Ordinal)
                && !said.Contains("s_down", StringComparison.Ordinal)
                && !said.Contains("disconnected", StringComparison.Ordinal),
            cancellationToken);
    }

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

    /// <summary>redis-cli at another port.</summary>
    private sealed class RedisCommand(int port, RedisServer any)
    {
        public Task<string> AskAsync(CancellationToken cancellationToken, params string[] command) => any.AskAsync(cancellationToken, ["-p", Text(port), .. command]);
    }
}
