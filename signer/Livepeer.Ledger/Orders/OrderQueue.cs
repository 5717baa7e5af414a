namespace Livepeer.Ledger.Orders;

/// <summary>Orders that wait for the writer: bounded, many callers put, one thread takes all it can at once. Guarded by its own lock.</summary>
internal sealed class OrderQueue<TOrder>(int capacity)
    where TOrder : class
{
    // An object and not a Lock: the writer waits on it.
    private readonly object _gate = new();
    private readonly Queue<TOrder> _orders = new();
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _orders.Count;
            }
        }
    }

    /// <summary>Puts an order at the end, or says at once why not.</summary>
    public OrderAdmission TryAdd(TOrder order)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return OrderAdmission.Closed;
            }

            if (_orders.Count >= capacity)
            {
                return OrderAdmission.Full;
            }

            _orders.Enqueue(order);
            Monitor.Pulse(_gate);
            return OrderAdmission.Queued;
        }
    }

    /// <summary>Takes up to <paramref name="limit"/> orders, waiting for the first one when asked to.</summary>
    /// <returns>False when the queue is closed and empty.</returns>
    public bool Take(List<TOrder> into, int limit, bool wait)
    {
        lock (_gate)
        {
            while (wait && _orders.Count == 0 && !_closed)
            {
                Monitor.Wait(_gate);
            }

            while (into.Count < limit && _orders.TryDequeue(out var order))
            {
                into.Add(order);
            }

            return into.Count > 0 || !_closed;
        }
    }

    /// <summary>Takes no more orders; those that wait are still handed out.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
