using Livepeer.Payments.Desk;

namespace RemoteSigner.Tests.Support;

/// <summary>Never finishes a payment: the caller has to give up.</summary>
internal sealed class StalledLedger : ILedger
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the first payment has come this far.</summary>
    public Task Entered => _entered.Task;

    public async ValueTask<LedgerDecision> ApplyAsync(
        LedgerKeys keys, IReadOnlyList<Settlement> settlements, Func<LedgerSnapshot, LedgerDecision> decide, CancellationToken cancellationToken)
    {
        _entered.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        throw new InvalidOperationException("Nobody gave up.");
    }

    public ValueTask<IReadOnlyList<SettlementResult>> SettleAsync(TenantId tenant, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask ProbeAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
