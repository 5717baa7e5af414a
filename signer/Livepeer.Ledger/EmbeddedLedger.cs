using System.Globalization;
using Livepeer.Ledger.Files;
using Livepeer.Ledger.Orders;
using Livepeer.Ledger.State;
using Livepeer.Ledger.Steps;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Desk.Repair;
using Livepeer.Payments.Desk.Usage;
using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger;

/// <summary>
/// A ledger in one SQLite file of this process. A call returns only after its step is flushed to the disk; steps that wait at the same time share one
/// flush. Safe for any number of callers.
/// </summary>
public sealed class EmbeddedLedger : ILedgerStore
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly EmbeddedLedgerOptions _options;
    private readonly OrderQueue<LedgerOrder<LedgerState>> _queue;
    private readonly CounterBoard _counters = new();
    private readonly Generations _generations;
    private readonly Writer _writer;
    private readonly Task _writing;
    private readonly ITimer _sweepTimer;
    private int _sweepsWaiting;
    private int _backups;

    private EmbeddedLedger(EmbeddedLedgerOptions options, LedgerFile file, TimeProvider time)
    {
        _options = options;
        _queue = new OrderQueue<LedgerOrder<LedgerState>>(options.MaxQueuedOrders);
        var row = file.Row.Read();
        var epochs = new Epochs(row.Epoch, file.Epochs.List());
        _generations = new Generations(row.Generation);
        _counters.Now(epochs, row.Generation.Number);
        _writer = new Writer(file, new LedgerClock(time, row.Clock), epochs, _generations, _queue, _counters, options, time);
        File = file;
        Path = System.IO.Path.GetFullPath(options.Path);
        SealKey = row.SealKey;
        LedgerId = row.LedgerId;
        _writing = Task.Factory.StartNew(_writer.Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _sweepTimer = time.CreateTimer(static ledger => ((EmbeddedLedger)ledger!).BeginSweep(), this, SweepInterval, SweepInterval);
    }

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public string Place => Path;

    /// <summary>32 secret bytes of this file, with which states that callers hold are sealed.</summary>
    public ReadOnlyMemory<byte> SealKey { get; }

    /// <summary>32 hexadecimal digits, of this file alone.</summary>
    public string LedgerId { get; }

    /// <summary>What was done since the ledger was opened, for metrics.</summary>
    public LedgerCounters Counters => _counters.Read(_queue.Count);

    /// <summary>For tests; touch it only through <see cref="ReadAsync"/>.</summary>
    internal LedgerFile File { get; }

    /// <summary>Opens the file, or makes it. Blocks on the disk: usually some 50 ms, with a large file up to a second or two.</summary>
    /// <exception cref="ArgumentException">Options are out of range; the message names each.</exception>
    /// <exception cref="LedgerFileException">The file is in use, damaged, too new or inaccessible.</exception>
    public static EmbeddedLedger Open(EmbeddedLedgerOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var problems = options.Problems();
        return problems.Count > 0
            ? throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(options))
            : new EmbeddedLedger(options, LedgerFileOpening.Open(options, time), time);
    }

    /// <inheritdoc/>
    public async ValueTask<LedgerDecision> ApplyAsync(
        LedgerKeys keys,
        IReadOnlyList<Settlement> settlements,
        Func<LedgerSnapshot, LedgerDecision> decide,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decide);
        KeyTexts.Check(keys);
        OrderBounds.Check(settlements);
        return await EnqueueAsync(state => ApplyStep.Run(state, keys, settlements, decide), afterCommit: false, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SettlementResult>> SettleAsync(
        TenantId tenant,
        IReadOnlyList<Settlement> settlements,
        CancellationToken cancellationToken)
    {
        KeyTexts.Check(tenant);
        OrderBounds.Check(settlements);
        return await EnqueueAsync(state => SettlementStep.Run(state, tenant, settlements), afterCommit: false, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask ProbeAsync(CancellationToken cancellationToken) =>
        await EnqueueAsync(
            static state =>
            {
                state.Touch();
                return true;
            },
            afterCommit: false,
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<LedgerGeneration> ReadGenerationAsync(CancellationToken cancellationToken) =>
        await EnqueueAsync(static state => state.Running, afterCommit: true, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<LedgerGeneration> WaitForGenerationAsync(long known, CancellationToken cancellationToken) => _generations.WaitAsync(known, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<LedgerGeneration> BeginGenerationAsync(string reason, CancellationToken cancellationToken)
    {
        OrderBounds.CheckReason(reason);
        return await EnqueueAsync(
            state =>
            {
                state.BeginGeneration(reason);
                return state.Running;
            },
            afterCommit: false,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> HasAllAsync(IReadOnlyList<RecordedPayment> payments, CancellationToken cancellationToken)
    {
        OrderBounds.Check(payments);
        return await EnqueueAsync(state => RestoreStep.HasAll(state, payments), afterCommit: true, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RestoreState>> RestoreAsync(IReadOnlyList<RecordedPayment> payments, CancellationToken cancellationToken)
    {
        OrderBounds.Check(payments);
        return await EnqueueAsync(state => RestoreStep.Run(state, payments), afterCommit: false, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask HaltAsync(string reason, CancellationToken cancellationToken)
    {
        OrderBounds.CheckReason(reason);
        await EnqueueAsync(
            state =>
            {
                state.ChangeHalt(new SigningHalt(reason, state.Now));
                return true;
            },
            afterCommit: false,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask ResumeAsync(CancellationToken cancellationToken) =>
        await EnqueueAsync(
            static state =>
            {
                state.ChangeHalt(null);
                return true;
            },
            afterCommit: false,
            cancellationToken);

    /// <inheritdoc/>
    async ValueTask<SigningHalt?> ISigningSwitch.ReadAsync(CancellationToken cancellationToken) =>
        await EnqueueAsync(static state => state.Halt, afterCommit: true, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask AnchorAsync(LogAnchor anchor, LogAnchor? instead, CancellationToken cancellationToken)
    {
        OrderBounds.Check(anchor);
        await EnqueueAsync(
            state =>
            {
                state.Anchor(anchor, instead);
                return true;
            },
            afterCommit: false,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LogAnchor>> ReadAnchorsAsync(CancellationToken cancellationToken) =>
        await ReadAsync(static (file, _) => file.Anchors.List(), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<UsageDay>> ReadDaysAsync(UsageQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, 100_000);
        return await ReadAsync((file, _) => file.Usage.ReadDays(query), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredUsage>> ReadEventsAsync(long after, int limit, CancellationToken cancellationToken)
    {
        OrderBounds.CheckLimit(limit);
        var events = await ReadAsync((file, _) => file.Usage.ReadEvents(after, limit), cancellationToken);
        return [.. events.Select(found => new StoredUsage(found.Number, UsageEventId.Of(found.Record), found.Record))];
    }

    /// <inheritdoc/>
    public async ValueTask<long> ReadDeliveredAsync(CancellationToken cancellationToken) =>
        await EnqueueAsync(static state => state.UsageDelivered, afterCommit: true, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<long> ReadLastAsync(CancellationToken cancellationToken) =>
        await EnqueueAsync(state => Math.Max(File.Usage.Last(), state.UsageDelivered), afterCommit: true, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask AcknowledgeAsync(long upTo, CancellationToken cancellationToken) =>
        await EnqueueAsync(
            state =>
            {
                state.ChangeUsageDelivered(upTo);
                return true;
            },
            afterCommit: false,
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> TryHoldDeliveryAsync(TimeSpan duration, CancellationToken cancellationToken) => ValueTask.FromResult(true);

    /// <summary>Balances that have not ended, ordered by tenant and bucket. Holds up payments while it reads, so the number is bounded.</summary>
    /// <param name="tenant">Whose; null for all tenants.</param>
    /// <param name="limit">1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <exception cref="LedgerUnavailableException">The file cannot be read, or the queue is full.</exception>
    public async ValueTask<IReadOnlyList<LedgerBalance>> ListBalancesAsync(TenantId? tenant, int limit, CancellationToken cancellationToken)
    {
        OrderBounds.CheckLimit(limit);
        return await ReadAsync(
            (file, now) => file.Balances.List(tenant, now, limit)
                .Where(balance => now < Lifetimes.End(balance.State))
                .Select(balance => balance with { State = BalanceRules.Expire(balance.State, now) })
                .ToArray(),
            cancellationToken);
    }

    /// <summary>Payment sessions used during the last day, with their totals, ordered by tenant and session.</summary>
    /// <param name="tenant">Whose; null for all tenants.</param>
    /// <param name="limit">1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <exception cref="LedgerUnavailableException">The file cannot be read, or the queue is full.</exception>
    public async ValueTask<IReadOnlyList<LedgerSession>> ListSessionsAsync(TenantId? tenant, int limit, CancellationToken cancellationToken)
    {
        OrderBounds.CheckLimit(limit);
        return await ReadAsync((file, now) => file.Sessions.List(tenant, now, limit), cancellationToken);
    }

    /// <summary>
    /// Copies the ledger to another file while it goes on working. The copy is whole and of one moment, for its owner alone, and in a generation of its
    /// own: when it is put in the ledger's place, every nonce space that was used before is closed. One at a time.
    /// </summary>
    /// <param name="path">A file that does not exist yet, best on another disk.</param>
    /// <param name="cancellationToken">Gives up; nothing is left.</param>
    /// <exception cref="LedgerFileException">The copy exists or cannot be written, or another one is being made.</exception>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be read, or is closing.</exception>
    public async Task<LedgerBackup> BackUpAsync(string path, CancellationToken cancellationToken)
    {
        var target = System.IO.Path.GetFullPath(path);
        if (Interlocked.Exchange(ref _backups, 1) != 0)
        {
            throw new LedgerFileException(LedgerFileProblem.InUse, target, "Another backup is being made: wait for it.");
        }

        try
        {
            using var copy = await ReadAsync((file, _) => LedgerCopy.Begin(file.Connection, target), cancellationToken);
            var at = DateTimeOffset.MinValue;
            while (!await ReadAsync(
                (_, now) =>
                {
                    at = now;
                    return copy.Step();
                },
                cancellationToken))
            {
            }

            var generation = copy.Finish();
            return new LedgerBackup(target, new FileInfo(target).Length, at, generation.Number);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new LedgerFileException(LedgerFileProblem.Inaccessible, target, $"The backup {target} cannot be made: {failure.Message}", failure);
        }
        finally
        {
            Volatile.Write(ref _backups, 0);
        }
    }

    /// <summary>Finishes what waits in the queue, folds the write-ahead log into the file and gives the file free.</summary>
    public async ValueTask DisposeAsync()
    {
        await _sweepTimer.DisposeAsync();
        _queue.Close();
        await _writing;
    }

    /// <summary>Reads on the writer's thread, behind everything that was committed before.</summary>
    internal Task<TResult> ReadAsync<TResult>(Func<LedgerFile, DateTimeOffset, TResult> read, CancellationToken cancellationToken) =>
        EnqueueAsync(state => read(File, state.Now), afterCommit: true, cancellationToken);

    private Task<TResult> EnqueueAsync<TResult>(Func<LedgerState, TResult> step, bool afterCommit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var order = new LedgerOrder<LedgerState, TResult>(step, cancellationToken) { AfterCommit = afterCommit };
        switch (_queue.TryAdd(order))
        {
            case OrderAdmission.Queued:
                return order.Completion;
            case OrderAdmission.Full:
                _counters.OrderRefused();
                throw new LedgerUnavailableException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The ledger's queue is full: {_options.MaxQueuedOrders} orders wait for the disk of {Path}."));
            default:
                throw new LedgerUnavailableException($"The ledger {Path} is closed.");
        }
    }

    // One sweep waits at most: behind a slow disk they would take the places of payments.
    private void BeginSweep()
    {
        if (Interlocked.Exchange(ref _sweepsWaiting, 1) == 0
            && _queue.TryAdd(new LedgerOrder<LedgerState, bool>(
                _ =>
                {
                    Volatile.Write(ref _sweepsWaiting, 0);
                    _writer.BeginSweep();
                    return true;
                },
                CancellationToken.None)) != OrderAdmission.Queued)
        {
            Volatile.Write(ref _sweepsWaiting, 0);
        }
    }
}
