using System.Globalization;
using Livepeer.Ledger.Orders;
using Livepeer.Ledger.Redis.Connection;
using Livepeer.Ledger.Redis.Connection.Inquiry;
using Livepeer.Ledger.Redis.Orders;
using Livepeer.Ledger.Redis.State;
using Livepeer.Ledger.Steps;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Desk.Repair;
using Livepeer.Payments.Desk.Usage;

namespace Livepeer.Ledger.Redis;

/// <summary>
/// A ledger in Redis that any number of signers share. A call returns only after its step is in the store; steps that wait at the same time share one
/// round trip. While the store cannot be reached every call is refused at once. Safe for any number of callers.
/// </summary>
public sealed class RedisLedger : ILedgerStore
{
    private static readonly TimeSpan TidyInterval = TimeSpan.FromMinutes(1);

    private readonly RedisLedgerOptions _options;
    private readonly RedisConnection _connection;
    private readonly WriterLife _life;
    private readonly Generations _generations;
    private readonly OrderQueue<LedgerOrder<RedisState>> _queue;
    private readonly RedisCounterBoard _counters = new();
    private readonly RedisWriter _writer;
    private readonly UsageShelf _usage;
    private readonly BalanceShelf _balances;
    private readonly AnchorShelf _anchors;
    private readonly Task _writing;
    private readonly ITimer _tidyTimer;
    private int _tidiesWaiting;

    private RedisLedger(RedisLedgerOptions options, RedisConnection connection, KeyNames names, WriterLife life, ServerTime serverTime, TimeProvider time)
    {
        _options = options;
        _connection = connection;
        _life = life;
        _generations = new Generations(life.Generation);
        _queue = new OrderQueue<LedgerOrder<RedisState>>(options.MaxQueuedOrders);
        _usage = new UsageShelf(connection, names);
        _balances = new BalanceShelf(connection, names);
        _anchors = new AnchorShelf(connection, names);
        var clock = new LedgerClock(options.Clock ?? serverTime, life.Clock);
        _writer = new RedisWriter(connection, names, life, _generations, serverTime, clock, _queue, _counters, options, time);
        _counters.Saw(life, TimeSpan.Zero);
        LedgerId = life.LedgerId;
        _writing = Task.Factory.StartNew(_writer.Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _tidyTimer = time.CreateTimer(static ledger => ((RedisLedger)ledger!).BeginTidy(), this, TidyInterval, TidyInterval);
    }

    /// <inheritdoc/>
    public string Place => $"Redis at {string.Join(", ", _options.Servers)}, keys {{{_options.Prefix}}}";

    /// <inheritdoc/>
    /// <remarks>Another one only after the store was emptied and another signer made it anew.</remarks>
    public ReadOnlyMemory<byte> SealKey => _life.SealKey;

    /// <summary>32 hexadecimal digits, of this store alone.</summary>
    public string LedgerId { get; }

    /// <inheritdoc/>
    public LedgerCounters Counters => _counters.Read(_queue.Count);

    /// <summary>What is not as safe as it could be, in words; empty when all is well.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>Connects, checks that the server keeps what it is given, and takes an epoch.</summary>
    /// <exception cref="ArgumentException">Options are out of range; the message names each.</exception>
    /// <exception cref="LedgerUnavailableException">The server cannot be reached within some seconds, refuses the user, or is no good for a ledger.</exception>
    public static async Task<RedisLedger> OpenAsync(RedisLedgerOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(options));
        }

        var names = new KeyNames(options.Prefix);
        var trust = options.Tls ? ServerTrust.Of(options) : null;
        var diagnosis = new Diagnosis(options, trust);
        if (await diagnosis.NoSentinelAsync(cancellationToken) is { } mistaken)
        {
            throw CannotOpen(options, $"{mistaken}.", null);
        }

        RedisConnection? connection = null;
        try
        {
            connection = await RedisConnection.OpenAsync(options, trust, names.Head);
            var warnings = await ServerCheck.RunAsync(connection, options, cancellationToken);
            var serverTime = new ServerTime(TimeProvider.System);
            var life = new WriterLife(connection, names, options, serverTime, options.Clock ?? serverTime);

            // It blocks, and what it waits for needs threads of the pool.
            await Task.Factory.StartNew(() => Introduce(life, options.StartPatience), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            return new RedisLedger(options, connection, names, life, serverTime, time) { Warnings = warnings };
        }
        catch (Exception e)
        {
            await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
            if (e is RedisCallException call)
            {
                throw CannotOpen(options, call.IsAway && await diagnosis.WhyAwayAsync(cancellationToken) is { } why ? $"{why}." : e.Message, e);
            }

            throw;
        }
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
        return await EnqueueAsync(
            state =>
            {
                var decision = ApplyStep.Run(state, keys, settlements, decide);
                if (_options.WaitReplicas > 0 && decision is LedgerDecision.Replay)
                {
                    // It is signed again, and whether replicas have it is only known behind a write.
                    state.Touch();
                }

                return decision;
            },
            cancellationToken,
            state => state.Expect(keys, settlements));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SettlementResult>> SettleAsync(
        TenantId tenant,
        IReadOnlyList<Settlement> settlements,
        CancellationToken cancellationToken)
    {
        KeyTexts.Check(tenant);
        OrderBounds.Check(settlements);
        return await EnqueueAsync(state => SettlementStep.Run(state, tenant, settlements), cancellationToken, state => state.Expect(tenant, settlements));
    }

    /// <inheritdoc/>
    public async ValueTask ProbeAsync(CancellationToken cancellationToken) =>
        await EnqueueAsync(
            static state =>
            {
                state.Touch();
                return true;
            },
            cancellationToken);

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
            cancellationToken);

    /// <inheritdoc/>
    async ValueTask<SigningHalt?> ISigningSwitch.ReadAsync(CancellationToken cancellationToken) =>
        await EnqueueAsync(static state => state.Halt, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<LedgerGeneration> ReadGenerationAsync(CancellationToken cancellationToken) =>
        await EnqueueAsync(static state => state.Running, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<LedgerGeneration> WaitForGenerationAsync(long known, CancellationToken cancellationToken) => _generations.WaitAsync(known, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<LedgerGeneration> BeginGenerationAsync(string reason, CancellationToken cancellationToken)
    {
        OrderBounds.CheckReason(reason);
        await EnqueueAsync(
            state =>
            {
                state.BeginGeneration(reason);
                return true;
            },
            cancellationToken);
        return _generations.Running;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> HasAllAsync(IReadOnlyList<RecordedPayment> payments, CancellationToken cancellationToken)
    {
        OrderBounds.Check(payments);
        return await EnqueueAsync(state => RestoreStep.HasAll(state, payments), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RestoreState>> RestoreAsync(IReadOnlyList<RecordedPayment> payments, CancellationToken cancellationToken)
    {
        OrderBounds.Check(payments);
        return await EnqueueAsync(state => RestoreStep.Run(state, payments), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask AnchorAsync(LogAnchor anchor, LogAnchor? instead, CancellationToken cancellationToken)
    {
        OrderBounds.Check(anchor);
        return _anchors.AnchorAsync(anchor, instead, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LogAnchor>> ReadAnchorsAsync(CancellationToken cancellationToken) => _anchors.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<UsageDay>> ReadDaysAsync(UsageQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, 100_000);
        return _usage.ReadDaysAsync(query, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredUsage>> ReadEventsAsync(long after, int limit, CancellationToken cancellationToken)
    {
        OrderBounds.CheckLimit(limit);
        return _usage.ReadEventsAsync(after, limit, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> ReadDeliveredAsync(CancellationToken cancellationToken) => _usage.ReadDeliveredAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> ReadLastAsync(CancellationToken cancellationToken) => _usage.ReadLastAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask AcknowledgeAsync(long upTo, CancellationToken cancellationToken) => _usage.AcknowledgeAsync(upTo, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> TryHoldDeliveryAsync(TimeSpan duration, CancellationToken cancellationToken) => _usage.TryHoldDeliveryAsync(_life.Instance, duration, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LedgerBalance>> ListBalancesAsync(TenantId? tenant, int limit, CancellationToken cancellationToken)
    {
        OrderBounds.CheckLimit(limit);
        var (now, generation) = await EnqueueAsync(static state => (state.Now, state.Generation), cancellationToken);
        return await _balances.ListAsync(generation, tenant, now, limit, cancellationToken);
    }

    /// <summary>Finishes what waits in the queue, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _tidyTimer.DisposeAsync();
        _queue.Close();
        await _writing;
        await _connection.DisposeAsync();
    }

    private static LedgerUnavailableException CannotOpen(RedisLedgerOptions options, string why, Exception? failure) =>
        new($"The ledger in Redis ({string.Join(", ", options.Servers)}) cannot be opened: {why}", failure);

    // A server that is slow to answer at first is no reason not to start.
    private static void Introduce(WriterLife life, TimeSpan patience)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                life.Ready();
                return;
            }
            catch (RedisCallException e) when (e.MayHaveRun && TimeProvider.System.GetElapsedTime(started) < patience)
            {
                // It waited half a second already.
            }
        }
    }

    private Task<TResult> EnqueueAsync<TResult>(Func<RedisState, TResult> step, CancellationToken cancellationToken, Action<RedisState>? expect = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var order = new RedisOrder<TResult>(step, expect, cancellationToken);
        switch (_queue.TryAdd(order))
        {
            case OrderAdmission.Queued:
                return order.Completion;
            case OrderAdmission.Full:
                _counters.OrderRefused();
                throw new LedgerUnavailableException(string.Create(CultureInfo.InvariantCulture, $"The ledger's queue is full: {_options.MaxQueuedOrders} orders wait for Redis."));
            default:
                throw new LedgerUnavailableException("The ledger is closed.");
        }
    }

    // One waits at most: behind a slow server they would take the places of payments. It also keeps this writer's epoch known while nobody pays.
    private void BeginTidy()
    {
        if (Interlocked.Exchange(ref _tidiesWaiting, 1) == 1)
        {
            return;
        }

        var order = new LedgerOrder<RedisState, DateTimeOffset>(
            state =>
            {
                state.Tidy();
                return state.Now;
            },
            CancellationToken.None);
        if (_queue.TryAdd(order) == OrderAdmission.Queued)
        {
            // Nobody awaits it: it ends with the order, and never fails.
            _ = TidyUsageAsync(order.Completion);
        }
        else
        {
            Volatile.Write(ref _tidiesWaiting, 0);
        }
    }

    private async Task TidyUsageAsync(Task<DateTimeOffset> tidied)
    {
        try
        {
            await _usage.TidyAsync(await tidied, _options.UsageRetention);
        }
        catch (LedgerUnavailableException)
        {
            // The next minute comes.
        }
        finally
        {
            Volatile.Write(ref _tidiesWaiting, 0);
        }
    }
}
