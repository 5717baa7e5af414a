using DevNet.Processes;
using Drills.Paying;

namespace Drills.World;

/// <summary>What one drill happens on: a folder, a judge, a key, and programs that end with it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _programs = [];

    private Stage(string folder, Spawner spawner, Judge judge, SignerFiles files)
    {
        Folder = folder;
        Spawner = spawner;
        Judge = judge;
        Files = files;
    }

    public string Folder { get; }

    public Spawner Spawner { get; }

    public Judge Judge { get; }

    public SignerFiles Files { get; }

    public Tally Tally { get; } = new();

    public List<Replica> Replicas { get; } = [];

    /// <summary>Whether all replicas share a ledger.</summary>
    public bool HasOneLedger { get; set; }

    public static async Task<Stage> SetAsync(string folder, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var genesis = time.GetUtcNow();
        var spawner = new Spawner();
        var files = new SignerFiles(folder, spawner, genesis);
        await files.MakeAsync(cancellationToken);
        return new Stage(folder, spawner, await Judge.StartAsync(genesis, cancellationToken), files);
    }

    /// <summary>Starts one more signer.</summary>
    public async Task<Replica> AddReplicaAsync(string name, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var replica = Keep(new Replica(Files, Spawner, name, arguments));
        await replica.StartAsync(cancellationToken);
        Replicas.Add(replica);
        return replica;
    }

    public Crowd Pay(int payers, TimeProvider time) => new(payers, Replicas, Files.Token, Judge, Tally, time);

    /// <summary>Ends it together with the stage.</summary>
    public T Keep<T>(T program)
        where T : IAsyncDisposable
    {
        _programs.Add(program);
        return program;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in Enumerable.Reverse(_programs))
        {
            await program.DisposeAsync();
        }

        await Judge.DisposeAsync();
        Spawner.Dispose();
    }
}
