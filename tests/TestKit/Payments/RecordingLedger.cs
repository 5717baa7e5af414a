using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Desk.Repair;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Payments.Desk.Usage;

namespace TestKit.Payments;

/// <summary>A ledger in memory that keeps the contract of durable ones and remembers every decision. One lock makes each step atomic.</summary>
/// <param name="clock">The ledger's clock.</param>
public sealed class RecordingLedger(TimeProvider clock) : ILedger, ILedgerRepair, ILedgerAnchors, ISigningSwitch
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(TenantId, string), Record> _payments = [];
    private readonly Dictionary<(TenantId, BalanceKey), BalanceState> _balances = [];
    private readonly Dictionary<(TenantId, SessionKey), SessionState> _sessions = [];
    private readonly Dictionary<NonceKey, NonceState> _nonces = [];
    private readonly Dictionary<TenantId, TenantSpend> _spend = [];
    private readonly SortedDictionary<string, LogAnchor> _anchors = new(StringComparer.Ordinal);
    private readonly List<UsageRecord> _usage = [];
    private readonly List<LedgerDecision> _decisions = [];
    private TaskCompletionSource _generationChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The writer's epoch; a test that plays a second writer sets another one.</summary>
    public uint Epoch { get; set; }

    /// <summary>The running generation.</summary>
    public LedgerGeneration Generation { get; set; } = new(0, clock.GetUtcNow(), "the first");

    /// <summary>Set while signing is stopped.</summary>
    public SigningHalt? Halt { get; private set; }

    /// <summary>Every payment so far, in order.</summary>
    public IReadOnlyList<UsageRecord> Usage
    {
        get
        {
            lock (_lock)
            {
                return [.. _usage];
            }
        }
    }

    /// <summary>When set, every call fails with this text and leaves nothing behind.</summary>
    public string? Outage { get; set; }

    /// <summary>Runs of the planner per step, as a ledger that has to repeat would make them. The last one counts.</summary>
    public int RunsPerStep { get; set; } = 1;

    /// <summary>Every decision so far, in order.</summary>
    public IReadOnlyList<LedgerDecision> Decisions
    {
        get
        {
            lock (_lock)
            {
                return [.. _decisions];
            }
        }
    }

    /// <summary>A balance as it is stored, or null.</summary>
    public BalanceState? BalanceOf(TenantId tenant, BalanceKey key)
    {
        lock (_lock)
        {
            return _balances.GetValueOrDefault((tenant, key));
        }
    }

    /// <summary>A nonce space as it is stored, or null.</summary>
    public NonceState? NoncesOf(NonceKey key)
    {
        lock (_lock)
        {
            return _nonces.GetValueOrDefault(key);
        }
    }

    /// <summary>A payment session as it is stored, or null.</summary>
    public SessionState? SessionOf(TenantId tenant, SessionKey key)
    {
        lock (_lock)
        {
            return _sessions.GetValueOrDefault((tenant, key));
        }
    }

    /// <inheritdoc/>
    public ValueTask<LedgerDecision> ApplyAsync(
        LedgerKeys keys, IReadOnlyList<Settlement> settlements, Func<LedgerSnapshot, LedgerDecision> decide, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settlements.Count, 16);
        lock (_lock)
        {
            ThrowIfOut();
            var now = clock.GetUtcNow();
            Forget(now);
            var before = _balances.ToArray();
            foreach (var settlement in settlements)
            {
                Settle(keys.Tenant, settlement, now);
            }

            var snapshot = new LedgerSnapshot(
                now,
                Epoch,
                _payments.TryGetValue((keys.Tenant, keys.IdempotencyKey), out var record) ? record.Payment : null,
                BalanceAt(keys.Tenant, keys.Balance, now),
                keys.Nonces is null ? null : _nonces.GetValueOrDefault(keys.Nonces),
                _sessions.GetValueOrDefault((keys.Tenant, keys.Session)))
            {
                Generation = Generation.Number,
                EarlierKeptUntil = record?.KeepPlanUntil ?? default,
                Spend = _spend.GetValueOrDefault(keys.Tenant),
                Halt = Halt,
            };
            var decision = Decide(snapshot, decide, before);

            if (decision is LedgerDecision.Commit commit)
            {
                Store(keys, commit);
            }

            _decisions.Add(decision);
            return ValueTask.FromResult(decision);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SettlementResult>> SettleAsync(TenantId tenant, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            ThrowIfOut();
            var now = clock.GetUtcNow();
            Forget(now);
            return ValueTask.FromResult<IReadOnlyList<SettlementResult>>([.. settlements.Select(settlement => Settle(tenant, settlement, now))]);
        }
    }

    /// <inheritdoc/>
    public ValueTask ProbeAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ThrowIfOut();
            return ValueTask.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public ValueTask<LedgerGeneration> ReadGenerationAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Generation);

    /// <inheritdoc/>
    public async ValueTask<LedgerGeneration> WaitForGenerationAsync(long known, CancellationToken cancellationToken)
    {
        while (Generation.Number == known)
        {
            await _generationChanged.Task.WaitAsync(cancellationToken);
        }

        return Generation;
    }

    /// <inheritdoc/>
    public ValueTask<LedgerGeneration> BeginGenerationAsync(string reason, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ThrowIfOut();
            Epoch++;
            Generation = new LedgerGeneration(Generation.Number + 1, clock.GetUtcNow(), reason);
            ForgetCredit();
            _generationChanged.SetResult();
            _generationChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return ValueTask.FromResult(Generation);
        }
    }

    /// <summary>What the beginning of a generation does to balances.</summary>
    public void ForgetCredit()
    {
        lock (_lock)
        {
            _balances.Clear();
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> HasAllAsync(IReadOnlyList<RecordedPayment> payments, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payments.Count, ILedgerRepair.MaxPayments);
        lock (_lock)
        {
            ThrowIfOut();
            Forget(clock.GetUtcNow());
            return ValueTask.FromResult(payments.All(Has));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RestoreState>> RestoreAsync(IReadOnlyList<RecordedPayment> payments, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payments.Count, ILedgerRepair.MaxPayments);
        lock (_lock)
        {
            ThrowIfOut();
            Forget(clock.GetUtcNow());
            return ValueTask.FromResult<IReadOnlyList<RestoreState>>([.. payments.Select(Restore)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask AnchorAsync(LogAnchor anchor, LogAnchor? instead, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(anchor.Log);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(anchor.Log.Length, LogAnchor.MaxLogLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(anchor.Sequence, 1);
        lock (_lock)
        {
            ThrowIfOut();
            if (anchor.Replaces(_anchors.GetValueOrDefault(anchor.Log), instead))
            {
                _anchors[anchor.Log] = anchor;
                if (_anchors.Count > ILedgerAnchors.MaxLogs)
                {
                    _anchors.Remove(_anchors.Values.Where(other => other.Log != anchor.Log).MinBy(other => other.At)!.Log);
                }
            }

            return ValueTask.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LogAnchor>> ReadAnchorsAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ThrowIfOut();
            return ValueTask.FromResult<IReadOnlyList<LogAnchor>>([.. _anchors.Values]);
        }
    }

    /// <inheritdoc/>
    public ValueTask HaltAsync(string reason, CancellationToken cancellationToken)
    {
        Halt = new SigningHalt(reason, clock.GetUtcNow());
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ResumeAsync(CancellationToken cancellationToken)
    {
        Halt = null;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<SigningHalt?> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Halt);

    // A planner that throws leaves nothing behind, not even the settlements.
    private LedgerDecision Decide(
        LedgerSnapshot snapshot, Func<LedgerSnapshot, LedgerDecision> decide, KeyValuePair<(TenantId, BalanceKey), BalanceState>[] before)
    {
        try
        {
            var decision = decide(snapshot);
            for (var run = 1; run < RunsPerStep; run++)
            {
                decision = decide(snapshot);
            }

            return decision;
        }
        catch
        {
            _balances.Clear();
            foreach (var (key, balance) in before)
            {
                _balances[key] = balance;
            }

            throw;
        }
    }

    private BalanceState? BalanceAt(TenantId tenant, BalanceKey key, DateTimeOffset now) =>
        _balances.TryGetValue((tenant, key), out var stored) && BalanceRules.Expire(stored, now) is var left && !ReferenceEquals(left, BalanceState.Empty)
            ? left
            : null;

    private void Store(LedgerKeys keys, LedgerDecision.Commit commit)
    {
        _payments.Add((keys.Tenant, keys.IdempotencyKey), new Record(
            new StoredPayment(commit.Fingerprint, commit.Plan, keys.Balance) { Metered = commit.Plan.Meter is null ? null : keys.Session }, commit.KeepPlanUntil));
        if (commit.Balance is { } balance)
        {
            _balances[(keys.Tenant, keys.Balance)] = balance;
        }

        if (commit.Spend is { } spend)
        {
            _spend[keys.Tenant] = spend;
        }

        if (commit.Usage is { } usage)
        {
            _usage.Add(usage);
        }

        _sessions[(keys.Tenant, keys.Session)] = commit.Session;
        if (commit.Nonces is { } nonces)
        {
            _nonces[keys.Nonces ?? throw new InvalidOperationException("A plan used nonces of an order that names none.")] = nonces;
        }
    }

    private bool Has(RecordedPayment payment) => _payments.Any(entry =>
        entry.Key.Item1 == payment.Usage.Tenant
        && (entry.Key.Item2 == payment.Usage.IdempotencyKey || entry.Key.Item2 == UsageEventId.Of(payment.Usage))
        && entry.Value.Payment.Fingerprint == payment.Fingerprint
        && (entry.Value.Payment.Plan is { } plan
            ? plan == payment.Plan && (plan.TicketCount > 0 || entry.Value.KeepPlanUntil == payment.KeepPlanUntil)
            : entry.Value.KeepPlanUntil == payment.KeepPlanUntil));

    private RestoreState Restore(RecordedPayment payment)
    {
        var now = clock.GetUtcNow();
        if (Has(payment))
        {
            return RestoreState.Known;
        }

        if (now >= payment.KeepPlanUntil + LedgerDecision.TombstoneLifetime)
        {
            return RestoreState.TooOld;
        }

        var (tenant, key) = (payment.Usage.Tenant, payment.Usage.IdempotencyKey);
        _payments[(tenant, _payments.ContainsKey((tenant, key)) ? UsageEventId.Of(payment.Usage) : key)] = new Record(payment.Stored, payment.KeepPlanUntil);
        _spend[tenant] = RepairRules.Add(_spend.GetValueOrDefault(tenant), payment.Usage, now);
        _usage.Add(payment.Usage);
        if (payment.Nonces is { } space && now < payment.KeepPlanUntil)
        {
            _nonces[space] = RepairRules.Count(_nonces.GetValueOrDefault(space), Generation.Number, payment);
        }

        return RestoreState.Restored;
    }

    private SettlementResult Settle(TenantId tenant, Settlement settlement, DateTimeOffset now)
    {
        if (!_payments.TryGetValue((tenant, settlement.IdempotencyKey), out var record))
        {
            return new(settlement.IdempotencyKey, SettlementState.NoSuchPayment, default);
        }

        if (record.Payment.Metered is { } metered)
        {
            return SettleMetered((tenant, metered), settlement, now);
        }

        var key = (tenant, record.Payment.Balance);
        var before = BalanceRules.Expire(_balances.GetValueOrDefault(key, BalanceState.Empty), now);
        var after = BalanceRules.Settle(before, settlement, now);
        if (ReferenceEquals(before, after))
        {
            return new(settlement.IdempotencyKey, SettlementState.AlreadySettled, before.Credit);
        }

        _balances[key] = after;
        return new(settlement.IdempotencyKey, SettlementState.Settled, after.Credit);
    }

    private SettlementResult SettleMetered((TenantId, SessionKey) key, Settlement settlement, DateTimeOffset now)
    {
        var session = _sessions[key];
        var after = MeterRules.Settle(session.Meter!, settlement, now);
        var state = ReferenceEquals(after, session.Meter) ? SettlementState.AlreadySettled : SettlementState.Settled;
        _sessions[key] = session with { Meter = after };
        return new(settlement.IdempotencyKey, state, after.Balance);
    }

    // What durable ledgers delete in the background is gone here as soon as its time has come.
    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, record) in _payments.ToArray())
        {
            if (record.KeepPlanUntil + LedgerDecision.TombstoneLifetime <= now)
            {
                _payments.Remove(key);
            }
            else if (record.KeepPlanUntil <= now)
            {
                _payments[key] = record with { Payment = record.Payment with { Plan = null } };
            }
        }

        foreach (var (key, nonces) in _nonces.Where(entry => entry.Value.RetainUntil <= now).ToArray())
        {
            _nonces.Remove(key);
        }

        foreach (var (key, session) in _sessions.Where(entry => entry.Value.LastUsed + TimeSpan.FromDays(1) <= now).ToArray())
        {
            _sessions.Remove(key);
        }
    }

    private void ThrowIfOut()
    {
        if (Outage is { } reason)
        {
            throw new LedgerUnavailableException(reason);
        }
    }

    private sealed record Record(StoredPayment Payment, DateTimeOffset KeepPlanUntil);
}
