using Livepeer.Payments.Desk;
using RemoteSigner.Tenants;

namespace RemoteSigner.Metrics;

/// <summary>Measures the steps of a ledger, and counts payments where they become durable: a caller that hangs up before the answer counts too.</summary>
internal sealed class MeteredLedger(ILedger ledger, SignerMetrics metrics, TenantUsage usage, TimeProvider time) : ILedger
{
    public async ValueTask<LedgerDecision> ApplyAsync(
        LedgerKeys keys, IReadOnlyList<Settlement> settlements, Func<LedgerSnapshot, LedgerDecision> decide, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            var decision = await ledger.ApplyAsync(keys, settlements, decide, cancellationToken);
            metrics.LedgerStep(time.GetElapsedTime(started));
            if (decision is LedgerDecision.Commit { Usage: { } record })
            {
                metrics.PaymentCommitted(record);
                usage.Add(record);
            }

            return decision;
        }
        catch (LedgerUnavailableException)
        {
            metrics.LedgerFailed();
            throw;
        }
    }

    public async ValueTask<IReadOnlyList<SettlementResult>> SettleAsync(TenantId tenant, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            var results = await ledger.SettleAsync(tenant, settlements, cancellationToken);
            metrics.LedgerStep(time.GetElapsedTime(started));
            return results;
        }
        catch (LedgerUnavailableException)
        {
            metrics.LedgerFailed();
            throw;
        }
    }

    public ValueTask ProbeAsync(CancellationToken cancellationToken) => ledger.ProbeAsync(cancellationToken);
}
