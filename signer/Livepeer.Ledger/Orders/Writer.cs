using Livepeer.Ledger.Files;
using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;

namespace Livepeer.Ledger.Orders;

/// <summary>
/// The one loop that owns the file. It takes every order that waits, up to a bound, runs them one after the other, and commits them together; callers
/// hear only after the commit is on disk. With one caller every order has a commit of its own; with many, a flush is shared.
/// </summary>
internal sealed class Writer(LedgerFile file, LedgerClock clock, Epochs epochs, Generations generations, OrderQueue<LedgerOrder<LedgerState>> queue, CounterBoard counters, EmbeddedLedgerOptions options, TimeProvider time)
{
    // Under load two rows per order: each payment leaves two rows to sweep (its plan, its tombstone), so the sweep keeps pace without a pause of its own.
    private const int SweptRowsPerOrder = 2;
    private const int SweptRowsAtLeast = 16;
    private const int SweptRowsWhenIdle = 256;

    private readonly LedgerState _state = new(file, epochs, options.CachedRows);
    private readonly List<LedgerOrder<LedgerState>> _taken = [];
    private readonly List<LedgerOrder<LedgerState>> _begun = [];
    private bool _sweeping;

    /// <summary>Runs until the queue is closed and empty, then closes the file. For a thread of its own: it blocks on the disk.</summary>
    public void Run()
    {
        try
        {
            while (queue.Take(_taken, options.MaxOrdersPerCommit, wait: !_sweeping))
            {
                RunBatch();
                _taken.Clear();
                _begun.Clear();
            }
        }
        catch (Exception e)
        {
            // Only something like a lack of memory comes here. Nobody may wait for a writer that is gone.
            FailEverything(new LedgerUnavailableException($"The ledger has stopped: {e.Message}", e));
        }
        finally
        {
            file.Dispose();
        }
    }

    /// <summary>Starts to sweep with this batch, slice by slice, until nothing is left; for an order.</summary>
    public void BeginSweep()
    {
        _sweeping = true;
        _state.Touch();
    }

    private void FailEverything(LedgerUnavailableException failure)
    {
        queue.Close();
        do
        {
            _taken.ForEach(order => order.Fail(failure));
            _taken.Clear();
        }
        while (queue.Take(_taken, options.MaxOrdersPerCommit, wait: false));
    }

    private void RunBatch()
    {
        _state.Begin(clock.Read());
        if (clock.Jumped)
        {
            epochs.Change();
        }

        counters.BatchTaken(_taken.Count, clock.Lead);
        foreach (var order in _taken)
        {
            if (order.TryBegin())
            {
                _begun.Add(order);
            }
        }

        foreach (var order in _begun)
        {
            if (!order.AfterCommit)
            {
                order.Run(_state);
            }
        }

        var failure = _state.HasChanges || _sweeping ? Commit() : null;
        foreach (var order in _begun)
        {
            Answer(order, failure);
        }
    }

    /// <returns>Null when everything is on disk.</returns>
    private LedgerUnavailableException? Commit()
    {
        var started = time.GetTimestamp();
        var swept = _sweeping;
        try
        {
            file.Commit(() =>
            {
                _state.Write();
                if (swept)
                {
                    _sweeping = _state.Sweep(SliceSize(), options.UsageRetention);
                }
            });
        }
        catch (Exception e)
        {
            // Whatever it was, nobody of this batch may believe in it, and the loop goes on: the next batch tries the disk again.
            _state.Abandoned();
            _sweeping = false;
            counters.BatchFailed();
            counters.Now(epochs, generations.Running.Number);
            return new LedgerUnavailableException($"The ledger could not be written, so nothing was paid: {e.Message}", e);
        }

        _state.Committed();
        counters.BatchCommitted(_begun.Count, time.GetElapsedTime(started));
        generations.Publish(_state.Running);
        counters.Now(epochs, _state.Generation);
        return null;
    }

    private int SliceSize() => _begun.Count == 0 ? SweptRowsWhenIdle : Math.Max(SweptRowsAtLeast, _begun.Count * SweptRowsPerOrder);

    private void Answer(LedgerOrder<LedgerState> order, LedgerUnavailableException? failure)
    {
        if (order.AfterCommit)
        {
            order.Run(_state);
            order.Complete();
        }
        else if (failure is null)
        {
            order.Complete();
        }
        else
        {
            order.Fail(failure);
        }
    }
}
