using System.Numerics;

namespace Livepeer.Payments.Jobs;

/// <summary>A bring-your-own-capability job, paid by time ahead of it. Its credentials are another signature (<see cref="Signables.ByocJobMessage"/>).</summary>
/// <param name="Capability">Name that the worker is registered under: 1 to 128 printable ASCII characters. The orchestrator's balance has the same name.</param>
/// <param name="Seconds">Time that the job is expected to take, 1 to 86,400; tickets cover at least <see cref="LeastSecondsCovered"/>.</param>
/// <param name="OrchestratorBalanceWei">Balance that the orchestrator stated in its token, 0 or more. It is the truth: one balance serves all jobs of a sender.</param>
/// <remarks>Source: go-livepeer byoc/payment.go.</remarks>
public sealed record ByocJob(string Capability, int Seconds, BigInteger OrchestratorBalanceWei) : Job
{
    /// <summary>Seconds of credit below which an orchestrator refuses a job; twice of it is paid for, so that a job that just began is not cut.</summary>
    public const int LeastSecondsCovered = 120;

    /// <inheritdoc/>
    public override JobKind Kind => JobKind.Byoc;
}
