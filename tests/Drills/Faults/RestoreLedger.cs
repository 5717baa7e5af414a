using Drills.Paying;
using Drills.World;

namespace Drills.Faults;

/// <summary>The ledger's files are put back to what they were some payments ago, as after a restored disk. The audit log stays.</summary>
internal sealed class RestoreLedger : IDrill
{
    private const string Pattern = "ledger.db*";

    public string Name => "restore-ledger";

    public string Fault => "embedded ledger put back to an old copy";

    public int ShortCycles => 2;

    public int LongCycles => 100;

    public bool MayPayTwice => true;

    public string? Missing() => null;

    public Task SetUpAsync(Stage stage, CancellationToken cancellationToken) => stage.AddReplicaAsync("signer", [], cancellationToken);

    public async Task CycleAsync(Stage stage, Crowd crowd, CancellationToken cancellationToken)
    {
        var signer = stage.Replicas[0];
        var copy = Path.Combine(stage.Folder, "copy");
        await crowd.MoreAsync(5, cancellationToken);
        await signer.KillAsync(cancellationToken);
        Move(signer.Folder, copy);
        await signer.StartAsync(cancellationToken);
        await crowd.MoreAsync(20, cancellationToken);
        await signer.KillAsync(cancellationToken);
        Move(copy, signer.Folder);
        await signer.StartAsync(cancellationToken);
        await crowd.MoreAsync(5, cancellationToken);
    }

    private static void Move(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var old in Directory.EnumerateFiles(to, Pattern))
        {
            File.Delete(old);
        }

        foreach (var file in Directory.EnumerateFiles(from, Pattern))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
