using System.Globalization;
using Drills.Paying;
using Drills.World;

namespace Drills.Faults;

/// <summary>A fault of the Redis server that two signers share.</summary>
internal abstract class RedisDrill(string name, string fault, int shortCycles, int longCycles, TimeProvider time) : IDrill
{
    public string Name => name;

    public string Fault => fault;

    public int ShortCycles => shortCycles;

    public int LongCycles => longCycles;

    /// <inheritdoc/>
    public virtual bool MayPayTwice => false;

    protected RedisServer Redis { get; private set; } = null!;

    protected TimeProvider Time => time;

    /// <summary>More arguments of the server.</summary>
    protected virtual string[] ServerArguments => [];

    public string? Missing() => Machine.Lacks("redis-server", "redis-cli");

    public async Task SetUpAsync(Stage stage, CancellationToken cancellationToken)
    {
        Redis = stage.Keep(new RedisServer("redis", stage.Folder, stage.Spawner, time));
        await Redis.StartAsync(cancellationToken, ServerArguments);
        stage.HasOneLedger = true;
        string[] arguments = ["--redis-addr", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Redis.Port}")];
        _ = await stage.AddReplicaAsync("signer-1", arguments, cancellationToken);
        _ = await stage.AddReplicaAsync("signer-2", arguments, cancellationToken);
    }

    public abstract Task CycleAsync(Stage stage, Crowd crowd, CancellationToken cancellationToken);
}
