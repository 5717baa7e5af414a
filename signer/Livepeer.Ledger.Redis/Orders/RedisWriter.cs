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
    private static readonly long ClockToleranceMicros = (long)TimeSpan.FromMilliseconds(500).TotalMicroseconds;

    private readonly RedisState _state = new(names, options.CachedRows);
    private readonly List<LedgerOrder<RedisState>> _taken = [];
    private readonly List<LedgerOrder<RedisState>> _begun = [];
    private readonly object _pause = new();

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
        foreach (var order in _taken)
        {
            if (order.TryBegin())
            {
                _begun.Add(order);
            }
        }

        counters.BatchTaken(_taken.Count);
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
            return;
        }

        counters.Saw(life, clock.Lead);
        _begun.ForEach(order => order.Complete());
    }

    /// <exception cref="RedisCallException">The server cannot be asked, or other signers are always faster.</exception>
    private void CommitBatch()
    {
        var started = time.GetTimestamp();
        for (var run = 1; run <= MostRuns; run++)
        {
            Pause(run);
            Ready();
            var now = clock.Read();
            if (clock.Jumped)
            {
                // Rows may have ended before their time, and with them the memory of numbers.
                life.ChangeEpoch();
                Ready();
            }

            _state.Begin(now, life.Epoch, life.Generation, life.Halt);
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

        throw new RedisCallException($"The ledger is contended: other signers on it were faster {MostRuns} times in a row.", mayHaveRun: false);
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
        var number = writes ? life.NextNumber() : 0;
        var stamp = writes ? life.StampOf(number) : string.Empty;
        var reply = new StepReply(connection.Evaluate(
            RedisScripts.Step,
            request.Keys(names.Head, life.WriterKey, life.EpochKey, names.Usage, names.Days, names.Balances),
            request.Values(
                life.Known,
                life.Highest,
                writes ? number : string.Empty,
                life.StoredGeneration,
                _state.StoredHalt,
                Micros.Of(_state.Now),
                options.Clock is null ? ClockToleranceMicros : 0,
                (long)Epochs.Memory.TotalMilliseconds,
                stamp,
                request.Texts,
                _state.ChangesHalt ? 1 : 0,
                HaltText.Write(_state.Halt),
                _state.Tidies ? 1 : 0)));
        serverTime.Hear(reply.Server);
        switch (reply.Outcome)
        {
            case StepOutcome.Done when _state.SeesLoss:
                life.Lost("Redis has lost rows that this signer had written.");
                return false;
            case StepOutcome.Done:
                Done(reply, writes, number, stamp);
                return true;
            case StepOutcome.Conflict:
                foreach (var (row, content) in reply.Differences())
                {
                    request.Touched[row].Correct(content);
                }

                life.Halt = reply.Halt;
                clock.Raise(reply.Clock);
                return false;
            case StepOutcome.OtherGeneration:
                life.Lost("Another signer saw a loss.");
                return false;
            default:
                life.Lost("Redis has lost commits that it had acknowledged.");
                return false;
        }
    }

    private void Done(StepReply reply, bool writes, long number, string stamp)
    {
        life.Clock = reply.Clock;
        life.Halt = writes ? HaltText.Write(_state.Halt) : reply.Halt;
        if (writes)
        {
            life.Committed(number);
            _state.Committed(stamp);
            if (_state.NeedsNewEpoch)
            {
                life.ChangeEpoch();
            }
        }
        else
        {
            _state.Looked();
        }

        if (writes && options.WaitReplicas > 0)
        {
            WaitForReplicas();
        }
    }

    // What was stored stays stored: a repetition of the order finds it. Only nothing is signed as long as one machine alone knows of it.
    private void WaitForReplicas()
    {
        var reached = connection.WaitForReplicas(options.WaitReplicas, options.Patience / 2);
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

        // Those that wait would each wait for the same answer, one batch after the other: the last of them for many seconds.
        FailEverything(told);
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
