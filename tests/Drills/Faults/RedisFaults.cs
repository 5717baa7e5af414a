using Drills.Paying;
using Drills.World;

namespace Drills.Faults;

/// <summary>kill -9 of the server and a start on its own files: with appendfsync always nothing that was acknowledged is lost.</summary>
internal sealed class KillRedis(TimeProvider time) : RedisDrill("kill-redis", "kill -9 of Redis, started again", 2, 100, time)
{
    public override async Task CycleAsync(Stage stage, Crowd crowd, CancellationToken cancellationToken)
    {
        await crowd.MoreAsync(20, cancellationToken);
        await Redis.KillAsync(cancellationToken);
        await Redis.StartAsync(cancellationToken);
    }
}

/// <summary>SIGSTOP: commands hang and are carried out after everybody has given them up.</summary>
internal sealed class PauseRedis(TimeProvider time) : RedisDrill("pause-redis", "SIGSTOP of Redis for 2 s", 2, 100, time)
{
    public override async Task CycleAsync(Stage stage, Crowd crowd, CancellationToken cancellationToken)
    {
        await crowd.MoreAsync(20, cancellationToken);
        Redis.Signal(Signals.Stop);
        await Task.Delay(TimeSpan.FromSeconds(2), Time, cancellationToken);
        Redis.Signal(Signals.Continue);
    }
}

/// <summary>kill -9, and a start on files as they were some payments ago: acknowledged payments are forgotten.</summary>
internal sealed class RollBackRedis(TimeProvider time) : RedisDrill("rollback-redis", "Redis put back to an old copy", 2, 100, time)
{
    public override bool MayPayTwice => true;

    public override async Task CycleAsync(Stage stage, Crowd crowd, CancellationToken cancellationToken)
    {
        await crowd.MoreAsync(10, cancellationToken);
        Redis.TakeCopy();
        await crowd.MoreAsync(30, cancellationToken);
        await Redis.KillAsync(cancellationToken);
        Redis.PutCopyBack();
        await Redis.StartAsync(cancellationToken);
        await crowd.MoreAsync(10, cancellationToken);
    }
}

/// <summary>FLUSHALL under running signers: everything is forgotten.</summary>
internal sealed class FlushRedis(TimeProvider time) : RedisDrill("flush-redis", "FLUSHALL", 2, 100, time)
{
    public override bool MayPayTwice => true;

    public override async Task CycleAsync(Stage stage, Crowd crowd, CancellationToken cancellationToken)
    {
        await crowd.MoreAsync(30, cancellationToken);
        _ = await Redis.AskAsync(cancellationToken, "flushall");
        await crowd.MoreAsync(10, cancellationToken);
    }
}

/// <summary>The signers die and come back one by one while clients go through all of them.</summary>
internal sealed class KillReplicas(TimeProvider time) : RedisDrill("kill-replicas", "kill -9 of one replica after the other, Redis", 4, 1_000, time)
{
    private int _next;

    public override async Task CycleAsync(Stage stage, Crowd crowd, CancellationToken cancellationToken)
    {
        await crowd.MoreAsync(10, cancellationToken);
        var replica = stage.Replicas[_next++ % stage.Replicas.Count];
        await replica.KillAsync(cancellationToken);
        await crowd.MoreAsync(5, cancellationToken);
        await replica.StartAsync(cancellationToken);
    }
}

/// <summary>SIGSTOP of one signer in the middle of its payments, while the others go on with the same sessions; it wakes up and believes what was true before.</summary>
internal sealed class PauseReplicas(TimeProvider time) : RedisDrill("pause-replicas", "SIGSTOP of one replica for 4 s, Redis", 1, 100, time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);
    private int _next;

    public override async Task CycleAsync(Stage stage, Crowd crowd, CancellationToken cancellationToken)
    {
        await crowd.MoreAsync(10, cancellationToken);
        var replica = stage.Replicas[_next++ % stage.Replicas.Count];
        replica.Signal(Signals.Stop);
        await Task.Delay(Pause, Time, cancellationToken);
        replica.Signal(Signals.Continue);
    }
}
