using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Money;

namespace Livepeer.Ledger.Steps;

/// <summary>Settlements of one order, staged beside the state until the whole order has succeeded.</summary>
internal sealed class SettlementStep(ILedgerState state, TenantId tenant)
{
    private readonly Dictionary<BucketId, BalanceState> _staged = [];
    private readonly Dictionary<SessionId, SessionState> _stagedSessions = [];

    public static IReadOnlyList<SettlementResult> Run(ILedgerState state, TenantId tenant, IReadOnlyList<Settlement> settlements)
    {
        var step = new SettlementStep(state, tenant);
        var results = settlements.Select(step.Apply).ToArray();
        step.Store();
        return results;
    }

    public SettlementResult Apply(Settlement settlement)
    {
        if (state.Payment(new PaymentId(tenant, settlement.IdempotencyKey))?.Payment is not { } payment)
        {
            return new(settlement.IdempotencyKey, SettlementState.NoSuchPayment, Rational.Zero);
        }

        if (payment.Metered is { } metered)
        {
            return ApplyMetered(settlement, new SessionId(tenant, metered));
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

    /// <summary>A session with the settlements so far.</summary>
    public SessionState? Session(SessionId id) => _stagedSessions.TryGetValue(id, out var staged) ? staged : state.Session(id);

    public void Store()
    {
        foreach (var (bucket, balance) in _staged)
        {
            state.Change(bucket, balance);
        }

        foreach (var (id, session) in _stagedSessions)
        {
            state.Change(id, session);
        }
    }

    private SettlementResult ApplyMetered(Settlement settlement, SessionId id)
    {
        if (Session(id) is not { Meter: { } before } session)
        {
            return new(settlement.IdempotencyKey, SettlementState.AlreadySettled, Rational.Zero);
        }

        var after = MeterRules.Settle(before, settlement, state.Now);
        if (ReferenceEquals(after, before))
        {
            return new(settlement.IdempotencyKey, SettlementState.AlreadySettled, before.Balance);
        }

        _stagedSessions[id] = session with { Meter = after };
        return new(settlement.IdempotencyKey, SettlementState.Settled, after.Balance);
    }
}
