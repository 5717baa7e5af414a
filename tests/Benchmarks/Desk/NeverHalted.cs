using Livepeer.Payments.Desk;

namespace Benchmarks.Desk;

/// <summary>A kill switch that nobody pulls.</summary>
internal sealed class NeverHalted : ISigningSwitch
{
    public ValueTask HaltAsync(string reason, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask ResumeAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<SigningHalt?> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult<SigningHalt?>(null);
}
