namespace DevOrchestrator.Control;

/// <summary>Paid sessions, open and closed, over restarts.</summary>
/// <remarks>Not thread-safe: its owner locks. The oldest are forgotten beyond <see cref="Capacity"/>.</remarks>
internal sealed class SessionLog
{
    public const int Capacity = 10_000;

    private readonly LinkedList<SessionStats> _order = new(); // oldest first
    private readonly Dictionary<string, LinkedListNode<SessionStats>> _byId = new(StringComparer.Ordinal);

    public int Open => _order.Count(session => session.CloseReason is null);

    public IReadOnlyList<SessionStats> All => [.. _order];

    public void NoteOpen(SessionStats session)
    {
        _byId[session.Id] = _order.AddLast(session);
        if (_order.Count > Capacity)
        {
            Forget(_order.First!);
        }
    }

    public void NoteClose(string id, long unixMillis, string reason)
    {
        if (_byId.TryGetValue(id, out var node) && node.Value.CloseReason is null)
        {
            node.Value = node.Value with { ClosedUnixMillis = unixMillis, CloseReason = reason };
        }
    }

    private void Forget(LinkedListNode<SessionStats> node)
    {
        _order.Remove(node);
        if (_byId.TryGetValue(node.Value.Id, out var latest) && latest == node)
        {
            _byId.Remove(node.Value.Id);
        }
    }
}
