using System.Runtime.CompilerServices;
using Livepeer.Payments.Desk;

namespace Benchmarks.Pure;

/// <summary>Keeps what the planner was shown last, so that a plan can be made again and again on a snapshot that really occurred.</summary>
internal sealed class SnapshotLedger : ILedger
{
    private readonly ILedger _inner;
    private readonly StrongBox<LedgerSnapshot?> _last;

    public SnapshotLedger(ILedger inner, out StrongBox<LedgerSnapshot?> last)
    {
        _inner = inner;
        _last = last = new StrongBox<LedgerSnapshot?>();
    }

    public ValueTask<LedgerDecision> ApplyAsync(
        LedgerKeys keys, IReadOnlyList<Settlement> settlements, Func<LedgerSnapshot, LedgerDecision> decide, CancellationToken cancellationToken) =>
        _inner.ApplyAsync(
            keys,
            settlements,
            snapshot =>
            {
                _last.Value = snapshot;
                return decide(snapshot);
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<SettlementResult>> SettleAsync(TenantId tenant, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken) =>
        _inner.SettleAsync(tenant, settlements, cancellationToken);

    public ValueTask ProbeAsync(CancellationToken cancellationToken) => _inner.ProbeAsync(cancellationToken);
}
