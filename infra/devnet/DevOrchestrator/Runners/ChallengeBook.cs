namespace DevOrchestrator.Runners;

/// <summary>The challenges of which the token is still good, by manifest. Thread-safe; beyond the bound the oldest are forgotten, and their payment is refused.</summary>
internal sealed class ChallengeBook(TimeProvider time)
{
    private const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, IssuedChallenge> _issued = new(StringComparer.Ordinal); // under _gate
    private readonly Queue<string> _order = new(); // oldest first, under _gate

    public void Note(string manifest, IssuedChallenge challenge)
    {
        lock (_gate)
        {
            _issued[manifest] = challenge;
            _order.Enqueue(manifest);
            if (_order.Count > Capacity)
            {
                _issued.Remove(_order.Dequeue());
            }
        }
    }

    public IssuedChallenge? Find(string manifest)
    {
        lock (_gate)
        {
            return _issued.GetValueOrDefault(manifest);
        }
    }

    public void DropExpired()
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            while (_order.TryPeek(out var oldest) && (!_issued.TryGetValue(oldest, out var challenge) || challenge.Expires < now))
            {
                _issued.Remove(_order.Dequeue());
            }
        }
    }
}
