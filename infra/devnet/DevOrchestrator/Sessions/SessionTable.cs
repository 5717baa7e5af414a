namespace DevOrchestrator.Sessions;

/// <summary>The sessions in work, by the session id of their auth token. Thread-safe.</summary>
internal sealed class SessionTable(int capacity, TimeProvider time)
{
    /// <summary>A session without a segment for so long ends. Source: go-livepeer core/orchestrator.go.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(70);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, TranscodeSession> _sessions = new(StringComparer.Ordinal); // under _gate

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _sessions.Count;
            }
        }
    }

    /// <summary>Whether no session is free; a running one goes on although the others are taken.</summary>
    public bool IsFull(string sessionId)
    {
        lock (_gate)
        {
            return !_sessions.ContainsKey(sessionId) && _sessions.Count >= capacity;
        }
    }

    /// <summary>The session, made when missing; null when none is free.</summary>
    public TranscodeSession? Open(string sessionId)
    {
        lock (_gate)
        {
            if (!_sessions.TryGetValue(sessionId, out var session))
            {
                if (_sessions.Count >= capacity)
                {
                    return null;
                }

                _sessions[sessionId] = session = new TranscodeSession();
            }

            session.Touch(time.GetUtcNow());
            return session;
        }
    }

    public TranscodeSession? Find(string sessionId)
    {
        lock (_gate)
        {
            return _sessions.GetValueOrDefault(sessionId);
        }
    }

    public void End(string sessionId)
    {
        lock (_gate)
        {
            _sessions.Remove(sessionId);
        }
    }

    public void EndIdle()
    {
        var oldest = time.GetUtcNow() - IdleLimit;
        lock (_gate)
        {
            foreach (var id in _sessions.Where(entry => entry.Value.LastUse < oldest).Select(entry => entry.Key).ToArray())
            {
                _sessions.Remove(id);
            }
        }
    }
}
