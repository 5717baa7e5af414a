using Drills.Paying;
using Drills.World;

namespace Drills.Faults;

/// <summary>Two signers with one key that know nothing of each other, and clients that take now the one, now the other with the same ticket parameters.</summary>
internal sealed class TwoSigners : IDrill
{
    // Both together stay under the 600 nonces that a recipient remembers.
    private static readonly string[] Limits = ["--nonce-limit", "250"];

    public string Name => "two-signers";

    public string Fault => "two signers on one key, each with a ledger of its own";

    public int ShortCycles => 1;

    public int LongCycles => 100;

    public bool MayPayTwice => true;

    public string? Missing() => null;

    public async Task SetUpAsync(Stage stage, CancellationToken cancellationToken)
    {
        _ = await stage.AddReplicaAsync("signer-1", Limits, cancellationToken);
        _ = await stage.AddReplicaAsync("signer-2", Limits, cancellationToken);
    }

    public async Task CycleAsync(Stage stage, Crowd crowd, CancellationToken cancellationToken)
    {
        await crowd.MoreAsync(100, cancellationToken);
        await stage.Replicas[1].KillAsync(cancellationToken);
        await stage.Replicas[1].StartAsync(cancellationToken);
    }
}
