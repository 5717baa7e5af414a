using Livepeer.Ledger.Files;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Desk.Repair;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Payments.Desk.Usage;

namespace Livepeer.Ledger.State;

/// <summary>
/// The ledger as the orders of one batch see it: each sees what the earlier ones changed. Everything is shown as of the batch's moment: what has
/// ended by then is not there. Belongs to the writer's thread.
/// </summary>
internal sealed class LedgerState(LedgerFile file, Epochs epochs, int cachedRows) : ILedgerState
{
    private readonly HotRows<PaymentId, PaymentRow> _payments = new(cachedRows, file.Payments.Find);
    private readonly HotRows<BucketId, BalanceState> _balances = new(cachedRows, file.Balances.Find);
    private readonly HotRows<NonceKey, NonceState> _nonces = new(cachedRows, file.Nonces.Find);
    private readonly HotRows<SessionId, SessionState> _sessions = new(cachedRows, file.Sessions.Find);
    private readonly HotRows<TenantId, TenantSpend> _spend = new(cachedRows, file.Spend.Find);
    private readonly HotRows<UsageDayId, UsageDay> _usageDays = new(cachedRows, file.Usage.FindDay);
    private readonly HotRows<TenantDay, LineCount> _lineCounts = new(cachedRows, file.Usage.CountLines);
    private readonly List<UsageRecord> _usage = [];
    private readonly List<(LogAnchor Anchor, LogAnchor? Instead)> _anchors = [];
    private LedgerRowValues _stored = file.Row.Read();
    private bool _touched;

    /// <summary>The ledger's clock, the same for the whole batch.</summary>
    public DateTimeOffset Now { get; private set; }

    public uint Epoch => epochs.Current;

    public long Generation => Running.Number;

    public LedgerGeneration Running { get; private set; } = file.Row.Read().Generation;

    /// <summary>Set when signing is stopped.</summary>
    public SigningHalt? Halt { get; private set; } = file.Row.Read().Halt;

    /// <summary>Number of the last usage event that was delivered.</summary>
    public long UsageDelivered { get; private set; } = file.Row.Read().UsageDelivered;

    public bool HasChanges =>
        _touched || epochs.Unclaimed.Count > 0 || _payments.Changes.Count > 0 || _balances.Changes.Count > 0 || _nonces.Changes.Count > 0 || _sessions.Changes.Count > 0;

    public void Begin(DateTimeOffset now) => Now = now;

    public PaymentRow? Payment(PaymentId id) => _payments.Read(id)?.At(Now);

    /// <summary>The bucket with expired payments written off; null when nothing is known or it was idle for too long.</summary>
    public BalanceState? Balance(BucketId id) =>
        _balances.Read(id) is { } balance && Now < Lifetimes.End(balance) ? BalanceRules.Expire(balance, Now) : null;

    public NonceState? Nonces(NonceKey key) => _nonces.Read(key) is { } nonces && Now < nonces.RetainUntil ? nonces : null;

    public SessionState? Session(SessionId id) => _sessions.Read(id) is { } session && Now < Lifetimes.End(session) ? session : null;

    public TenantSpend? Spend(TenantId tenant) => _spend.Read(tenant);

    public void Change(PaymentId id, PaymentRow row) => _payments.Change(id, row);

    public void Change(BucketId id, BalanceState state) => _balances.Change(id, state);

    public void Change(NonceKey key, NonceState state) => _nonces.Change(key, state);

    public void Change(SessionId id, SessionState state) => _sessions.Change(id, state);

    public void Change(TenantId tenant, TenantSpend spend) => _spend.Change(tenant, spend);

    public UsageDay? Line(UsageDayId id) => _usageDays.Read(id);

    public int Lines(TenantDay day) => _lineCounts.Read(day)!.Lines;

    public void Change(UsageDayId id, UsageDay sums) => _usageDays.Change(id, sums);

    // Not written: the lines themselves say it to whoever counts them.
    public void Change(TenantDay day, LineCount count) => _lineCounts.Change(day, count);

    public void Append(UsageRecord record) => _usage.Add(record);

    public void ChangeHalt(SigningHalt? halt)
    {
        Halt = halt;
        _touched = true;
    }

    public void ChangeUsageDelivered(long upTo)
    {
        UsageDelivered = Math.Max(UsageDelivered, upTo);
        _touched = true;
    }

    /// <summary>Notes down the end of an audit log, as <see cref="ILedgerAnchors.AnchorAsync"/> says.</summary>
    public void Anchor(LogAnchor anchor, LogAnchor? instead)
    {
        _anchors.Add((anchor, instead));
        _touched = true;
    }

    /// <summary>Begins another generation, under another epoch: all nonce spaces are closed, all credit is gone.</summary>
    public void BeginGeneration(string reason)
    {
        Running = new LedgerGeneration(Generations.Draw(), Now, reason);
        epochs.Change();
        _balances.DropAll();
        _touched = true;
    }

    /// <summary>Makes the batch write even when it changes nothing.</summary>
    public void Touch() => _touched = true;

    /// <summary>Writes all changes; called inside the transaction.</summary>
    public void Write()
    {
        foreach (var (id, row) in _payments.Changes)
        {
            file.Payments.Write(id, row);
        }

        if (Running != _stored.Generation)
        {
            file.Row.WriteGeneration(Running);
            file.Balances.DeleteAll();
        }

        foreach (var (id, state) in _balances.Changes)
        {
            file.Balances.Write(id, _balances.ReadStored(id), state);
        }

        foreach (var (key, state) in _nonces.Changes)
        {
            file.Nonces.Write(key, state);
        }

        foreach (var (id, state) in _sessions.Changes)
        {
            file.Sessions.Write(id, state);
        }

        foreach (var (tenant, spend) in _spend.Changes)
        {
            file.Spend.Write(tenant, spend);
        }

        _usage.ForEach(file.Usage.Append);
        foreach (var (id, sums) in _usageDays.Changes)
        {
            file.Usage.WriteDay(id, sums);
        }

        foreach (var (anchor, instead) in _anchors)
        {
            file.Anchors.Write(anchor, instead);
        }

        if (Halt != _stored.Halt)
        {
            file.Row.WriteHalt(Halt);
        }

        if (UsageDelivered != _stored.UsageDelivered)
        {
            file.Row.WriteDelivered(UsageDelivered);
        }

        foreach (var epoch in epochs.Unclaimed)
        {
            file.Epochs.Take(epoch, Now);
        }

        file.Row.Write(Epoch, Now);
    }

    /// <summary>Deletes a slice of what has ended; called inside the transaction, after <see cref="Write"/>.</summary>
    /// <returns>Whether there may be more.</returns>
    public bool Sweep(int limit, UsageRetention usage) =>
        file.Sweep(Now, limit, _balances.Forget)
        | file.Usage.Sweep(UsageDelivered, Lifetimes.Before(Now, usage.Delivered), Lifetimes.Before(Now, usage.Any), usage.MostEvents, limit);

    public void Committed()
    {
        _payments.Committed();
        _balances.Committed();
        _nonces.Committed();
        _sessions.Committed();
        _spend.Committed();
        _usageDays.Committed();
        _lineCounts.Committed();
        _usage.Clear();
        _anchors.Clear();
        _stored = _stored with { Generation = Running, Halt = Halt, UsageDelivered = UsageDelivered };
        _touched = false;
        epochs.Claimed();
    }

    /// <summary>
    /// Nobody knows whether the batch is on disk. If it handed out nonces, none is ever made under their epoch again: a caller that finds the payment
    /// later gets exactly these numbers, and no other payment may have them.
    /// </summary>
    public void Abandoned()
    {
        if (_nonces.Changes.Count > 0)
        {
            epochs.Change();
        }

        _payments.Abandoned();
        _balances.Abandoned();
        _nonces.Abandoned();
        _sessions.Abandoned();
        _spend.Abandoned();
        _usageDays.Abandoned();
        _lineCounts.Abandoned();
        _usage.Clear();
        _anchors.Clear();
        Running = _stored.Generation;
        Halt = _stored.Halt;
        UsageDelivered = _stored.UsageDelivered;
        _touched = false;
    }
}
