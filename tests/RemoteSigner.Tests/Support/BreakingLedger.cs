using Livepeer.Payments.Desk;
using TestKit.Payments;

namespace RemoteSigner.Tests.Support;

/// <summary>A ledger with a defect: the order with one idempotency key breaks it, the others are kept.</summary>
internal sealed class BreakingLedger : ILedger
{
    public const string BreakingKey = "breaks";
    private readonly RecordingLedger _kept = new(TimeProvider.System);

    public ValueTask<LedgerDecision> ApplyAsync(
        LedgerKeys keys, IReadOnlyList<Settlement> settlements, Func<LedgerSnapshot, LedgerDecision> decide, CancellationToken cancellationToken) =>
        keys.IdempotencyKey == BreakingKey
            ? throw new InvalidOperationException("the defect of this test")
            : _kept.ApplyAsync(keys, settlements, decide, cancellationToken);

    public ValueTask<IReadOnlyList<SettlementResult>> SettleAsync(TenantId tenant, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken) =>
        _kept.SettleAsync(tenant, settlements, cancellationToken);

    public ValueTask ProbeAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
