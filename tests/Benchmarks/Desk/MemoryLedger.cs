using Livepeer.Payments.Desk;

namespace Benchmarks.Desk;

/// <summary>
/// The other side of the comparison: a ledger that makes nothing durable and forgets nothing. One lock and four dictionaries are the least that a
/// payment costs; whatever the durable ledger takes beyond is the price of durability.
/// </summary>
internal sealed class MemoryLedger(TimeProvider time) : ILedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(TenantId, string), (StoredPayment Payment, DateTimeOffset KeptUntil)> _payments = [];
    private readonly Dictionary<(TenantId, BalanceKey), BalanceState> _balances = [];
    private readonly Dictionary<(TenantId, SessionKey), SessionState> _sessions = [];
    private readonly Dictionary<NonceKey, NonceState> _nonces = [];

    public ValueTask<LedgerDecision> ApplyAsync(
        LedgerKeys keys, IReadOnlyList<Settlement> settlements, Func<LedgerSnapshot, LedgerDecision> decide, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            foreach (var settlement in settlements)
            {
                Settle(keys.Tenant, settlement, now);
            }

            var (earlier, keptUntil) = _payments.GetValueOrDefault((keys.Tenant, keys.IdempotencyKey));
            var decision = decide(new LedgerSnapshot(
                now,
                Epoch: 0,
                earlier,
                _balances.GetValueOrDefault((keys.Tenant, keys.Balance)),
                keys.Nonces is null ? null : _nonces.GetValueOrDefault(keys.Nonces),
                _sessions.GetValueOrDefault((keys.Tenant, keys.Session)))
            {
                EarlierKeptUntil = keptUntil,
            });
            if (decision is LedgerDecision.Commit commit)
            {
                Store(keys, commit);
            }

            return ValueTask.FromResult(decision);
        }
    }

    public ValueTask<IReadOnlyList<SettlementResult>> SettleAsync(TenantId tenant, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            return ValueTask.FromResult<IReadOnlyList<SettlementResult>>([.. settlements.Select(settlement => Settle(tenant, settlement, now))]);
        }
    }

    public ValueTask ProbeAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private void Store(LedgerKeys keys, LedgerDecision.Commit commit)
    {
        _payments.Add((keys.Tenant, keys.IdempotencyKey), (new StoredPayment(commit.Fingerprint, commit.Plan, keys.Balance), commit.KeepPlanUntil));
        if (commit.Balance is { } balance)
        {
            _balances[(keys.Tenant, keys.Balance)] = balance;
        }

        _sessions[(keys.Tenant, keys.Session)] = commit.Session;
        if (keys.Nonces is { } space && commit.Nonces is { } nonces)
        {
            _nonces[space] = nonces;
        }
    }

    private SettlementResult Settle(TenantId tenant, Settlement settlement, DateTimeOffset now)
    {
        if (!_payments.TryGetValue((tenant, settlement.IdempotencyKey), out var stored))
        {
            return new(settlement.IdempotencyKey, SettlementState.NoSuchPayment, default);
        }

        var key = (tenant, stored.Payment.Balance);
        var after = BalanceRules.Settle(_balances[key], settlement, now);
        _balances[key] = after;
        return new(settlement.IdempotencyKey, SettlementState.Settled, after.Credit);
    }
}
