using Livepeer.Payments.Desk;

namespace Livepeer.Ledger.Redis.State;

/// <summary>
/// How far this process itself has used each nonce space in its running epoch. The store knows it too, but a store may forget a row: then its count would
/// begin anew, and with it numbers that are out already. Belongs to the writer's thread.
/// </summary>
internal sealed class HandedOut(int capacity)
{
    private readonly Dictionary<NonceKey, NonceState> _spaces = [];

    /// <summary>Whether there is room for a batch more; without it a new epoch, and <see cref="Clear"/>, make some.</summary>
    public bool IsFull => _spaces.Count >= capacity;

    /// <summary>Whether the store's count is behind what was handed out here.</summary>
    public bool IsBehind(NonceKey key, NonceState? stored, DateTimeOffset now) =>
        _spaces.TryGetValue(key, out var known) && now < known.RetainUntil && (stored?.Used ?? 0) < known.Used;

    public void Note(NonceKey key, NonceState state) => _spaces[key] = state;

    /// <summary>Drops what need not be known any more.</summary>
    public void Sweep(DateTimeOffset now)
    {
        foreach (var (key, _) in _spaces.Where(space => space.Value.RetainUntil <= now).ToArray())
        {
            _spaces.Remove(key);
        }
    }

    public void Clear() => _spaces.Clear();
}
