using Drills.Paying;
using Drills.World;

namespace Drills.Faults;

/// <summary>SIGSTOP: callers wait, time out and ask again, and the signer wakes up with their old calls in its hands.</summary>
internal sealed class PauseSigner(TimeProvider time) : IDrill
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);

    public string Name => "pause-signer";

    public string Fault => "SIGSTOP of the signer for 4 s";

    public int ShortCycles => 1;

    public int LongCycles => 100;

    public string? Missing() => null;

    public Task SetUpAsync(Stage stage, CancellationToken cancellationToken) => stage.AddReplicaAsync("signer", [], cancellationToken);

    public async Task CycleAsync(Stage stage, Crowd crowd, CancellationToken cancellationToken)
    {
        await crowd.MoreAsync(10, cancellationToken);
        stage.Replicas[0].Signal(Signals.Stop);
        await Task.Delay(Pause, time, cancellationToken);
        stage.Replicas[0].Signal(Signals.Continue);
    }
}
