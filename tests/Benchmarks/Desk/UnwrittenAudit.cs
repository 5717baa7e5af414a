using Livepeer.Payments.Desk.Audit;

namespace Benchmarks.Desk;

/// <summary>An audit log that keeps nothing: what a payment costs without one.</summary>
internal sealed class UnwrittenAudit : IAuditLog
{
    public ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask ProbeAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
