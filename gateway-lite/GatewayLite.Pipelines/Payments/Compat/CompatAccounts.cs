using Livepeer.Crypto;

namespace GatewayLite.Pipelines.Payments.Compat;

/// <summary>The books on every orchestrator and model; bounded, those that are idle are given up first. Every member takes the one lock for a moment.</summary>
internal sealed class CompatAccounts(int most)
{
    private readonly Lock _lock = new();

    // Both guarded by the lock.
    private readonly Dictionary<(string Node, EthAddress Address, string Bucket), CompatAccount> _accounts = [];
    private readonly Queue<(string Node, EthAddress Address, string Bucket)> _order = new();

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _accounts.Count;
            }
        }
    }

    public CompatAccount Of(CompatOrder order, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_accounts.TryGetValue(order.Account, out var known))
            {
                return known;
            }

            if (_accounts.Count >= most)
            {
                Trim_NeedsLock(now);
            }

            var made = new CompatAccount();
            _accounts.Add(order.Account, made);
            _order.Enqueue(order.Account);
            return made;
        }
    }

    /// <summary>Another key pays from now on: nothing of the old one's counts.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _accounts.Clear();
            _order.Clear();
        }
    }

    // Whoever still uses one that is given up here finishes with it; its credit is paid for once more.
    private void Trim_NeedsLock(DateTimeOffset now)
    {
        foreach (var (key, _) in _accounts.Where(pair => pair.Value.IsIdle(now)).ToList())
        {
            _ = _accounts.Remove(key);
        }

        while (_accounts.Count >= most && _order.TryDequeue(out var oldest))
        {
            _ = _accounts.Remove(oldest);
        }

        // Idle ones left holes in the order.
        var left = _order.Where(_accounts.ContainsKey).ToList();
        _order.Clear();
        left.ForEach(_order.Enqueue);
    }
}
