using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;

namespace Livepeer.Ledger.Steps;

/// <summary>One order: settle, show, decide, store. The state changes only after everything that can throw.</summary>
internal static class ApplyStep
{
    public static LedgerDecision Run(
        ILedgerState state,
        LedgerKeys keys,
        IReadOnlyList<Settlement> settlements,
        Func<LedgerSnapshot, LedgerDecision> decide)
    {
        var settled = new SettlementStep(state, keys.Tenant);
        foreach (var settlement in settlements)
        {
            settled.Apply(settlement);
        }

        var bucket = new BucketId(keys.Tenant, keys.Balance);
        var earlier = state.Payment(new PaymentId(keys.Tenant, keys.IdempotencyKey));
        var snapshot = new LedgerSnapshot(
            state.Now,
            state.Epoch,
            earlier?.Payment,
            settled.Balance(bucket),
            keys.Nonces is { } space ? state.Nonces(space) : null,
            settled.Session(new SessionId(keys.Tenant, keys.Session)))
        {
            Generation = state.Generation,
            EarlierKeptUntil = earlier?.KeepPlanUntil ?? default,
            Spend = state.Spend(keys.Tenant),
            Halt = state.Halt,
        };

        var decision = decide(snapshot);
        if (decision is LedgerDecision.Commit commit)
        {
            CommitRules.Check(keys, snapshot, commit);
            settled.Store();
            if (commit.Balance is { } balance)
            {
                state.Change(bucket, balance);
            }

            Store(state, keys, commit);
        }
        else
        {
            settled.Store();
        }

        return decision;
    }

    private static void Store(ILedgerState state, LedgerKeys keys, LedgerDecision.Commit commit)
    {
        state.Change(
            new PaymentId(keys.Tenant, keys.IdempotencyKey),
            new PaymentRow(
                new StoredPayment(commit.Fingerprint, commit.Plan, keys.Balance) { Metered = commit.Plan.Meter is null ? null : keys.Session },
                commit.KeepPlanUntil));
        state.Change(new SessionId(keys.Tenant, keys.Session), commit.Session);
        if (keys.Nonces is { } space && commit.Nonces is { } nonces)
        {
            state.Change(space, nonces);
        }

        if (commit.Spend is { } spend)
        {
            state.Change(keys.Tenant, spend);
        }

        if (commit.Usage is { } usage)
        {
            UsageStep.Add(state, usage);
        }
    }
}
