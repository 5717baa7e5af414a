using Drills.Paying;
using Drills.World;

namespace Drills.Faults;

/// <summary>kill -9 in the middle of payments, and a start on the same files.</summary>
internal sealed class KillSigner : IDrill
{
    public string Name => "kill-signer";

    public string Fault => "kill -9 of the signer, embedded ledger";

    public int ShortCycles => 5;

    public int LongCycles => 1_000;

    public string? Missing() => null;

    public Task SetUpAsync(Stage stage, CancellationToken cancellationToken) => stage.AddReplicaAsync("signer", [], cancellationToken);

    public async Task CycleAsync(Stage stage, Crowd crowd, CancellationToken cancellationToken)
    {
        await crowd.MoreAsync(10, cancellationToken);
        await stage.Replicas[0].KillAsync(cancellationToken);
        await stage.Replicas[0].StartAsync(cancellationToken);
    }
}
