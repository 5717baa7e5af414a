namespace Livepeer.Ledger.Redis.Orders;

/// <summary>Counts of the writer. Written by it alone, except the refusals; read by anyone.</summary>
internal sealed class RedisCounterBoard
{
    private readonly Lock _gate = new();
    private LedgerCounters _counters = new(0, 0, 0, 0, 0, 0, TimeSpan.Zero, 0, TimeSpan.Zero, 0, 0, 0);

    public LedgerCounters Read(int queuedOrders)
    {
        lock (_gate)
        {
            return _counters with { QueuedOrders = queuedOrders };
        }
    }

    public void OrderRefused()
    {
        lock (_gate)
        {
            _counters = _counters with { RefusedOrders = _counters.RefusedOrders + 1 };
        }
    }

    public void BatchTaken(int orders)
    {
        lock (_gate)
        {
            _counters = _counters with { Orders = _counters.Orders + orders };
        }
    }

    public void BatchCommitted(int orders, int repetitions, TimeSpan time)
    {
        lock (_gate)
        {
            _counters = _counters with
            {
                Commits = _counters.Commits + 1,
                CommittedOrders = _counters.CommittedOrders + orders,
                LargestBatch = Math.Max(_counters.LargestBatch, orders),
                CommitTime = _counters.CommitTime + time,
                Repetitions = _counters.Repetitions + repetitions,
            };
        }
    }

    public void BatchFailed()
    {
        lock (_gate)
        {
            _counters = _counters with { FailedCommits = _counters.FailedCommits + 1 };
        }
    }

    public void Saw(WriterLife life, TimeSpan clockLead)
    {
        lock (_gate)
        {
            _counters = _counters with
            {
                Epoch = life.Epoch,
                EpochChanges = life.EpochChanges,
                Generation = life.Generation.Number,
                Losses = life.Losses,
                ClockLead = clockLead,
            };
        }
    }
}
