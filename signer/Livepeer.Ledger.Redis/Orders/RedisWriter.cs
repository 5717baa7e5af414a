using System.Security.Cryptography;
using Livepeer.Ledger.Orders;
using Livepeer.Ledger.Redis.Connection;
using Livepeer.Ledger.Redis.Scripts;
using Livepeer.Ledger.Redis.State;
using Livepeer.Payments.Desk;

namespace Livepeer.Ledger.Redis.Orders;

/// <summary>
/// The one loop of this process that writes to the store. It takes every order that waits, up to a bound, runs them one after the other on what it
/// believes the store to have, and commits them in one compare-and-swap. Where a belief was wrong the script says what is right, and the batch runs
/// again: signers that share a store contend per batch, not per payment.
/// </summary>
internal sealed class RedisWriter(
    RedisConnection connection,
    KeyNames names,
    WriterLife life,
    Generations generations,
    ServerTime serverTime,
    LedgerClock clock,
    OrderQueue<LedgerOrder<RedisState>> queue,
    RedisCounterBoard counters,
    RedisLedgerOptions options,
    TimeProvider time)
{
    /// <summary>Runs of one batch at most.</summary>
    public const int MostRuns = 64;

    // The first repetitions come at once: what the script told is fresh.
    private const int HastyRuns = 2;
    private const int LongestPauseMilliseconds = 4;

    // Commits without another signer's in between after which turns are over.
    private const int ContentionMemory = 16;
    private static readonly long ClockToleranceMicros = (long)TimeSpan.FromMilliseconds(500).TotalMicroseconds;

    private readonly RedisState _state = new(names, options.CachedRows);
    private readonly List<LedgerOrder<RedisState>> _taken = [];
    private readonly List<LedgerOrder<RedisState>> _begun = [];
    private readonly object _pause = new();
    private int _contention;

    /// <summary>Runs until the queue is closed and empty. For a thread of its own: it blocks on the server.</summary>
    public void Run()
    {
        try
        {
            while (queue.Take(_taken, options.MaxOrdersPerCommit, wait: true))
            {
                RunBatch();
                _taken.Clear();
                _begun.Clear();
            }
        }
        catch (Exception e)
        {
            // Only something like a lack of memory comes here. Nobody may wait for a writer that is gone.
            queue.Close();
            FailEverything(new LedgerUnavailableException($"The ledger has stopped: {e.Message}", e));
        }
    }

    private void RunBatch()
    {
        BeginTaken(0);
        if (_begun.Count == 0)
        {
            return;
        }

        try
        {
            CommitBatch();
        }
        catch (RedisCallException e)
        {
            Abandon(e);

            // Those that wait would each wait for the same answer, one batch after the other: the last of them for many seconds.
            FailEverything(new LedgerUnavailableException(e.Message, e));
            return;
        }
        catch (UnreadableRowException e)
        {
            // Of other rows nothing is wrong, so whoever waits goes on.
            Abandon(new RedisCallException(e.Message, mayHaveRun: false, e));
            return;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // An answer that makes no sense is the trouble of those that asked. Whether anything was written, nobody knows.
            Abandon(new RedisCallException($"Redis has said something that cannot be read ({e.GetType().Name}).", mayHaveRun: true, e));
            return;
        }

        counters.Saw(life, clock.Lead);
        _begun.ForEach(order => order.Complete());
    }

    /// <exception cref="RedisCallException">The server cannot be asked, or other signers are always faster.</exception>
    private void CommitBatch()
    {
        var started = time.GetTimestamp();
        for (var run = 1; run <= MostRuns && time.GetElapsedTime(started) < 2 * options.Patience; run++)
        {
            Pause(run);
            if (_contention > 0)
            {
                TakeTurn(started);
            }

            Begin();
            _begun.ForEach(order => order.Run(_state));
            if (TryStep())
            {
                if (_state.WantsGeneration is { } reason)
                {
                    life.BeginGeneration(reason);
                    Ready();
                }

                counters.BatchCommitted(_begun.Count, run - 1, time.GetElapsedTime(started));
                return;
            }
        }

        throw new RedisCallException("The ledger is contended: other signers on it were always faster.", mayHaveRun: false);
    }

    /// <summary>
    /// Signers that keep disturbing one another take turns: who has it compares what the batch will read, runs the batch once, and commits. Whether the
    /// turn comes or not, the commit is as safe as without.
    /// </summary>
    private void TakeTurn(long started)
    {
        for (var turn = 1; time.GetElapsedTime(started) < options.Patience; turn++)
        {
            Begin();
            foreach (var order in _begun)
            {
                (order as IExpectingOrder)?.Expect(_state);
            }

            var request = _state.Request(out _);
            var reply = Ask(request, number: null, takesTurn: true);
            switch (reply.Outcome)
            {
                case StepOutcome.Wait:
                    Pause(HastyRuns + turn + 1);
                    TakeMore();
                    continue;
                case StepOutcome.Done or StepOutcome.Conflict:
                    Learn(request, reply);
                    return;
                default:
                    // The batch itself finds out.
                    return;
            }
        }
    }

    // Whoever came while the batch waited need not wait for the next one.
    private void TakeMore()
    {
        var known = _taken.Count;
        queue.Take(_taken, options.MaxOrdersPerCommit, wait: false);
        BeginTaken(known);
    }

    private void BeginTaken(int from)
    {
        foreach (var order in _taken.Skip(from))
        {
            if (order.TryBegin())
            {
                _begun.Add(order);
            }
        }

        counters.BatchTaken(_taken.Count - from);
    }

    private void Begin()
    {
        Ready();
        var now = clock.Read();
        if (clock.Jumped)
        {
            // Rows may have ended before their time, and with them the memory of numbers.
            life.ChangeEpoch();
            Ready();
        }

        _state.Begin(now, life.Epoch, life.Generation, life.Halt);
    }

    private void Ready()
    {
        var joined = life.Joins;
        life.Ready();
        if (joined != life.Joins)
        {
            _state.Forget();
            clock.Raise(life.Clock);
            generations.Publish(life.Generation);
        }
    }

    /// <returns>Whether the batch is in the store.</returns>
    private bool TryStep()
    {
        var request = _state.Request(out var writes);

        // It may only look like a loss, as long as what the batch believes was not compared: nothing is written before it was.
        writes &= !_state.SeesLoss;
        var number = writes ? life.NextNumber() : (long?)null;
        var line = number is not null && options.WaitReplicas > 0 ? connection.Line() : null;
        var reply = Ask(request, number, takesTurn: false);
        switch (reply.Outcome)
        {
            case StepOutcome.Done when _state.SeesLoss:
                life.Lost("Redis has lost rows that this signer had written.");
                return false;
            case StepOutcome.Done:
                _contention -= _contention > 0 && reply.By == life.Instance ? 1 : 0;
                Done(reply, number, line);
                return true;
            case StepOutcome.Conflict:
                Learn(request, reply);
                return false;
            case StepOutcome.Wait:
                _contention = ContentionMemory;
                return false;
            case StepOutcome.OtherGeneration:
                life.Lost("Another signer saw a loss.");
                return false;
            default:
                life.Lost(reply.Generation.Length == 0
                    ? "Redis lost the ledger: it was emptied, or came back without it."
                    : "Redis has lost commits that it had acknowledged.");
                return false;
        }
    }

    /// <param name="request">What the batch has read and changes.</param>
    /// <param name="number">Of the commit; null only to look.</param>
    /// <param name="takesTurn">Whether nobody else shall commit for some milliseconds.</param>
    private StepReply Ask(StepRequest request, long? number, bool takesTurn)
    {
        var reply = new StepReply(connection.Evaluate(
            RedisScripts.Step,
            request.Keys(names.Head, life.WriterKey, life.EpochKey, names.Usage, names.Days, names.Balances, names.Turn, names.NextTurn),
            request.Values(
                life.Known,
                life.Highest,
                number is { } given ? given : string.Empty,
                life.StoredGeneration,
                _state.StoredHalt,
                Micros.Of(_state.Now),
                options.Clock is null ? ClockToleranceMicros : 0,
                (long)Epochs.Memory.TotalMilliseconds,
                number is { } stamped ? life.StampOf(stamped) : string.Empty,
                request.Texts,
                _state.ChangesHalt ? 1 : 0,
                HaltText.Write(_state.Halt),
                _state.Tidies ? 1 : 0,
                life.Instance,
                takesTurn ? 1 : 0)));
        serverTime.Hear(reply.Server);
        return reply;
    }

    /// <summary>What was believed and is not so.</summary>
    private void Learn(StepRequest request, StepReply reply)
    {
        try
        {
            foreach (var (row, content) in reply.Differences())
            {
                request.Touched[row].Correct(content);
            }

            HaltText.Read(reply.Halt);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new UnreadableRowException(e);
        }

        life.Halt = reply.Halt;
        clock.Raise(reply.Clock);
        if (reply.By.Length > 0 && reply.By != life.Instance)
        {
            _contention = ContentionMemory;
        }
    }

    private void Done(StepReply reply, long? number, RedisLine? line)
    {
        life.Clock = reply.Clock;
        if (number is not { } committed)
        {
            life.Halt = reply.Halt;
            _state.Looked();
            return;
        }

        var reached = options.WaitReplicas > 0 ? connection.WaitForReplicas(line, options.WaitReplicas, options.Patience / 2) : 0;
        life.Halt = HaltText.Write(_state.Halt);
        life.Committed(committed);
        _state.Committed(life.StampOf(committed));
        if (_state.NeedsNewEpoch)
        {
            life.ChangeEpoch();
        }

        // What was stored stays stored: a repetition of the order finds it. Only nothing is signed as long as one machine alone knows of it.
        if (reached < options.WaitReplicas)
        {
            throw new RedisCallException($"Only {reached} of {options.WaitReplicas} replicas have the payment; ask again with the same key.", mayHaveRun: false);
        }
    }

    // Signers that pause equally long would meet again. Nobody pulses: the wait is a pause of this thread.
    private void Pause(int run)
    {
        if (run > HastyRuns + 1)
        {
            lock (_pause)
            {
                Monitor.Wait(_pause, RandomNumberGenerator.GetInt32(0, Math.Min(run - HastyRuns, LongestPauseMilliseconds) + 1));
            }
        }
    }

    private void Abandon(RedisCallException failure)
    {
        if (failure.MayHaveRun)
        {
            life.OutcomeUnknown();
        }

        _state.Forget();
        counters.BatchFailed();
        var told = new LedgerUnavailableException(failure.Message, failure);
        _begun.ForEach(order => order.Fail(told));
    }

    private void FailEverything(LedgerUnavailableException failure)
    {
        do
        {
            foreach (var order in _taken)
            {
                if (order.TryBegin())
                {
                    order.Fail(failure);
                }
            }

            _taken.Clear();
        }
        while (queue.Take(_taken, options.MaxQueuedOrders, wait: false) && _taken.Count > 0);
    }
}
