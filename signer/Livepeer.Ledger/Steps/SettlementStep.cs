using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;

namespace Livepeer.Ledger.Steps;

/// <summary>Settlements of one order, staged beside the state until the whole order has succeeded.</summary>
internal sealed class SettlementStep(LedgerState state, TenantId tenant)
{
    private readonly Dictionary<BucketId, BalanceState> _staged = [];

    public static IReadOnlyList<SettlementResult> Run(LedgerState state, TenantId tenant, IReadOnlyList<Settlement> settlements)
    {
        var step = new SettlementStep(state, tenant);
        var results = settlements.Select(step.Apply).ToArray();
        step.Store();
        return results;
    }

    public SettlementResult Apply(Settlement settlement)
    {
        if (state.Payment(new PaymentId(tenant, settlement.IdempotencyKey)) is not { } payment)
        {
            return new(settlement.IdempotencyKey, SettlementState.NoSuchPayment, Rational.Zero);
        }

        var bucket = new BucketId(tenant, payment.Balance);
        if (Balance(bucket) is not { } before)
        {
            return new(settlement.IdempotencyKey, SettlementState.AlreadySettled, Rational.Zero);
        }

        var after = BalanceRules.Settle(before, settlement, state.Now);
        if (ReferenceEquals(after, before))
        {
            return new(settlement.IdempotencyKey, SettlementState.AlreadySettled, before.Credit);
        }

        _staged[bucket] = after;
        return new(settlement.IdempotencyKey, SettlementState.Settled, after.Credit);
    }

    /// <summary>A bucket with the settlements so far.</summary>
    public BalanceState? Balance(BucketId bucket) => _staged.TryGetValue(bucket, out var staged) ? staged : state.Balance(bucket);

    public void Store()
    {
        foreach (var (bucket, balance) in _staged)
        {
            state.Change(bucket, balance);
        }
    }
}
