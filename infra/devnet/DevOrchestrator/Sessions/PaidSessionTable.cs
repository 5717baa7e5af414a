using DevOrchestrator.Accounts;
using DevOrchestrator.Control;
using DevOrchestrator.Crypto;
using DevOrchestrator.Metering;

namespace DevOrchestrator.Sessions;

/// <summary>The sessions that run and are paid meanwhile, by their manifest. Every end is told to the statistics with its reason. Thread-safe.</summary>
internal sealed class PaidSessionTable(StatsBook stats, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PaidSession> _sessions = new(StringComparer.Ordinal); // under _gate
    private bool _isClosed; // under _gate

    /// <summary>Sessions and reservations of one model or runner.</summary>
    public int Count(JobKind kind, string name)
    {
        lock (_gate)
        {
            return _sessions.Values.Count(session => session.Kind == kind && session.Name == name);
        }
    }

    /// <summary>Reserves a place.</summary>
    /// <returns>The reservation; null with the answer whether the id is in use, else all places are.</returns>
    public (PaidSession? Session, bool IsIdTaken) Reserve(JobKind kind, string id, string name, EthAddress sender, int capacity)
    {
        lock (_gate)
        {
            if (_sessions.ContainsKey(id))
            {
                return (null, true);
            }

            if (_isClosed || Count(kind, name) >= capacity)
            {
                return (null, false);
            }

            return (_sessions[id] = new PaidSession(kind, id, name, sender, time.GetUtcNow()), false);
        }
    }

    /// <summary>Begins a reserved session once it is paid.</summary>
    /// <param name="session">The reservation.</param>
    /// <param name="meter">Makes what charges it, given what to call when a charge fails; null for a session that is free or paid once.</param>
    public void Begin(PaidSession session, Func<Action<string>, SessionMeter>? meter)
    {
        lock (_gate)
        {
            if (_sessions.GetValueOrDefault(session.Id) != session)
            {
                return; // ended in between
            }

            stats.NoteSession(new SessionStats(
                KindName.Of(session.Kind), session.Id, session.Name, session.Sender.ToString(), session.OpenedAt.ToUnixTimeMilliseconds(), null, null));
            session.Begin();
        }

        if (meter is not null)
        {
            session.Meter(meter(reason => End(session.Id, reason)));
        }
    }

    public PaidSession? Find(JobKind kind, string id)
    {
        lock (_gate)
        {
            return _sessions.TryGetValue(id, out var session) && session.Kind == kind ? session : null;
        }
    }

    /// <summary>Ends a session, or gives a reservation back. Nothing happens when it has ended already.</summary>
    public void End(string id, string reason)
    {
        PaidSession? session;
        lock (_gate)
        {
            if (!_sessions.Remove(id, out session))
            {
                return;
            }
        }

        Finish(session, reason);
    }

    public void EndAll(string reason) => EndAll(reason, isLast: false);

    /// <summary>As <see cref="EndAll(string)"/>, and no session begins any more.</summary>
    public void Close(string reason) => EndAll(reason, isLast: true);

    private void EndAll(string reason, bool isLast)
    {
        PaidSession[] all;
        lock (_gate)
        {
            all = [.. _sessions.Values];
            _sessions.Clear();
            _isClosed |= isLast;
        }

        foreach (var session in all)
        {
            Finish(session, reason);
        }
    }

    private void Finish(PaidSession session, string reason)
    {
        if (session.HasBegun)
        {
            stats.NoteSessionEnd(session.Id, time.GetUtcNow().ToUnixTimeMilliseconds(), reason);
        }

        session.End();
    }
}
