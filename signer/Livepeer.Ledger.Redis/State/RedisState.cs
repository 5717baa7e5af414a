using Livepeer.Ledger.Formats;
using Livepeer.Ledger.Redis.State.Formats;
using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Repair;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Payments.Desk.Usage;

namespace Livepeer.Ledger.Redis.State;

/// <summary>The ledger as the orders of one batch see it. Belongs to the writer's thread.</summary>
internal sealed class RedisState : ILedgerState
{
    private const int KnownSpaces = 65_536;
    private const int ExpectedLines = 64;

    private readonly RowTable<PaymentId, PaymentRow> _payments;
    private readonly RowTable<PaymentId, PlanRow> _plans;
    private readonly RowTable<NonceKey, NonceState> _nonces;
    private readonly RowTable<SessionId, SessionState> _sessions;
    private readonly RowTable<TenantId, TenantSpend> _spend;
    private readonly RowTable<UsageDayId, UsageDay> _days;
    private readonly RowTable<TenantDay, LineCount> _lineCounts;
    private readonly RowTable<BucketId, BalanceState> _balances;
    private readonly Dictionary<NonceKey, NonceState> _newNonces = [];
    private readonly List<UsageRecord> _usage = [];

    // Which lines of the account a payment counts in is known only when it was planned; most count in one of the last few.
    private readonly HashSet<UsageDayId> _lines = [];
    private readonly HandedOut _handedOut = new(KnownSpaces);
    private bool _touched;

    public RedisState(KeyNames names, int cachedRows)
    {
        _payments = new(cachedRows, new PaymentRows(names));
        _plans = new(cachedRows, new PlanRows(names));
        _nonces = new(cachedRows, new NonceRows(names));
        _sessions = new(cachedRows, new SessionRows(names));
        _spend = new(cachedRows, new SpendRows(names));
        _days = new(cachedRows, new DayRows(names));
        _lineCounts = new(cachedRows, new LineCountRows(names));
        _balances = new(cachedRows, new BalanceRows(names, () => Generation));
    }

    public DateTimeOffset Now { get; private set; }

    public uint Epoch { get; private set; }

    public LedgerGeneration Running { get; private set; } = new(0, DateTimeOffset.MinValue, string.Empty);

    public long Generation => Running.Number;

    /// <summary>As the orders have left it.</summary>
    public SigningHalt? Halt { get; private set; }

    /// <summary>As the store has it, in the store's own words.</summary>
    public string StoredHalt { get; private set; } = string.Empty;

    public bool ChangesHalt { get; private set; }

    public bool Tidies { get; private set; }

    /// <summary>Why an order wants another generation; null when none does.</summary>
    public string? WantsGeneration { get; private set; }

    /// <summary>Whether rows of this process's own numbers are gone or older than they were, if what is believed of the store is true.</summary>
    public bool SeesLoss { get; private set; }

    /// <summary>Whether the next batch needs a new epoch, because more nonce spaces are in use than are remembered.</summary>
    public bool NeedsNewEpoch => _handedOut.IsFull;

    /// <summary>The batch runs, for the first time or again.</summary>
    public void Begin(DateTimeOffset now, uint epoch, LedgerGeneration generation, string halt)
    {
        if (epoch != Epoch)
        {
            _handedOut.Clear();
        }

        (Now, Epoch, Running) = (now, epoch, generation);
        (StoredHalt, Halt) = (halt, HaltText.Read(halt));
        (_touched, ChangesHalt, SeesLoss, Tidies, WantsGeneration) = (false, false, false, false, null);
        _usage.Clear();
        _newNonces.Clear();
        _payments.Begin();
        _plans.Begin();
        _nonces.Begin();
        _sessions.Begin();
        _spend.Begin();
        _days.Begin();
        _lineCounts.Begin();
        _balances.Begin();
    }

    /// <summary>Names what an order will read, without running it: so that what is believed of it can be compared before.</summary>
    public void Expect(LedgerKeys keys, IReadOnlyList<Settlement> settlements)
    {
        Expect(keys.Tenant, settlements);
        Expect(new PaymentId(keys.Tenant, keys.IdempotencyKey));
        Balance(new BucketId(keys.Tenant, keys.Balance));
        Session(new SessionId(keys.Tenant, keys.Session));
        Spend(keys.Tenant);
        if (keys.Nonces is { } space)
        {
            Nonces(space);
        }

        foreach (var line in _lines)
        {
            _days.Read(line);
        }
    }

    /// <summary>Names what settlements will read.</summary>
    public void Expect(TenantId tenant, IReadOnlyList<Settlement> settlements)
    {
        foreach (var settlement in settlements)
        {
            if (Expect(new PaymentId(tenant, settlement.IdempotencyKey)) is { Payment: { Metered: null, Balance: var bucket } })
            {
                Balance(new BucketId(tenant, bucket));
            }
        }
    }

    // Its plan too: a payment that another signer made has one, which is found out only with the payment.
    private PaymentRow? Expect(PaymentId id)
    {
        _plans.Read(id);
        return Payment(id);
    }

    public PaymentRow? Payment(PaymentId id)
    {
        // What this process stored itself still has its plan.
        var row = _payments.Read(id);
        return (row is { Payment.Plan: null } && Now < row.KeepPlanUntil
            ? row with { Payment = row.Payment with { Plan = _plans.Read(id)?.Plan } }
            : row)?.At(Now);
    }

    public BalanceState? Balance(BucketId id) =>
        _balances.Read(id) is { } balance && Now < Lifetimes.End(balance) ? BalanceRules.Expire(balance, Now) : null;

    public NonceState? Nonces(NonceKey key)
    {
        var stored = _nonces.Read(key) is { } nonces && Now < nonces.RetainUntil ? nonces : null;
        SeesLoss |= _handedOut.IsBehind(key, stored, Now);
        return stored;
    }

    public SessionState? Session(SessionId id) => _sessions.Read(id) is { } session && Now < Lifetimes.End(session) ? session : null;

    public TenantSpend? Spend(TenantId tenant) => _spend.Read(tenant);

    public void Change(PaymentId id, PaymentRow row)
    {
        _payments.Change(id, row);
        if (row.Payment.Plan is { } plan)
        {
            _plans.Change(id, new(plan, row.KeepPlanUntil));
        }
    }

    public void Change(BucketId id, BalanceState state) => _balances.Change(id, state);

    public void Change(NonceKey key, NonceState state)
    {
        _nonces.Change(key, state);
        _newNonces[key] = state;
    }

    public void Change(SessionId id, SessionState state) => _sessions.Change(id, state);

    public void Change(TenantId tenant, TenantSpend spend) => _spend.Change(tenant, spend);

    public UsageDay? Line(UsageDayId id) => _days.Read(id);

    public int Lines(TenantDay day) => _lineCounts.Read(day)?.Lines ?? 0;

    public void Change(UsageDayId id, UsageDay sums)
    {
        if (_lines.Count == ExpectedLines)
        {
            _lines.Clear();
        }

        _lines.Add(id);
        _days.Change(id, sums);
    }

    public void Change(TenantDay day, LineCount count) => _lineCounts.Change(day, count);

    public void Append(UsageRecord record) => _usage.Add(record);

    public void ChangeHalt(SigningHalt? halt)
    {
        Halt = halt;
        ChangesHalt = true;
        _touched = true;
    }

    /// <summary>Makes the batch write even when it changes nothing.</summary>
    public void Touch() => _touched = true;

    /// <summary>Makes it also drop what the store does not drop by itself.</summary>
    public void Tidy() => Tidies = _touched = true;

    /// <summary>Begins another generation behind this batch.</summary>
    public void BeginGeneration(string reason) => WantsGeneration = reason;

    /// <summary>Everything that the batch has read and changes.</summary>
    /// <param name="writes">Whether it changes anything.</param>
    public StepRequest Request(out bool writes)
    {
        var request = new StepRequest();
        _payments.AddTo(request, Now);
        _plans.AddTo(request, Now);
        _nonces.AddTo(request, Now);
        _sessions.AddTo(request, Now);
        _spend.AddTo(request, Now);
        _days.AddTo(request, Now);
        _lineCounts.AddTo(request, Now);
        _balances.AddTo(request, Now);
        _usage.ForEach(record => request.AddEvent(record.At, UsageJson.Write(record)));
        writes = _touched || _payments.HasChanges || _nonces.HasChanges || _sessions.HasChanges || _balances.HasChanges || _spend.HasChanges || _days.HasChanges;
        return request;
    }

    /// <summary>The batch is in the store.</summary>
    public void Committed(string stamp)
    {
        foreach (var (key, state) in _newNonces)
        {
            _handedOut.Note(key, state);
        }

        if (_handedOut.IsFull)
        {
            _handedOut.Sweep(Now);
        }

        Looked(stamp);
    }

    /// <summary>The batch only looked, and everything is as it believed.</summary>
    public void Looked() => Looked(string.Empty);

    /// <summary>Nobody knows what the store has now: nothing is believed any more.</summary>
    public void Forget()
    {
        _payments.Forget();
        _plans.Forget();
        _nonces.Forget();
        _sessions.Forget();
        _spend.Forget();
        _days.Forget();
        _lineCounts.Forget();
        _balances.Forget();
    }

    private void Looked(string stamp)
    {
        _payments.Committed(stamp);
        _plans.Committed(stamp);
        _nonces.Committed(stamp);
        _sessions.Committed(stamp);
        _spend.Committed(stamp);
        _days.Committed(stamp);
        _lineCounts.Committed(stamp);
        _balances.Committed(stamp);
    }
}
