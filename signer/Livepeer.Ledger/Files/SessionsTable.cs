using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;
using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger.Files;

internal sealed class SessionsTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _find = new(
        connection,
        """
        SELECT first_price, payments, tickets, expected_value, last_used FROM sessions
        WHERE tenant = $0 AND payment_session_id = $1 AND recipient = $2
        """,
        parameters: 3);

    private readonly Statement _write = new(
        connection,
        """
        INSERT INTO sessions (tenant, payment_session_id, recipient, first_price, payments, tickets, expected_value, last_used, sweep_minute)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT DO UPDATE SET first_price = $3, payments = $4, tickets = $5, expected_value = $6, last_used = $7, sweep_minute = $8
        """,
        parameters: 9);

    private readonly Statement _sweep = new(
        connection,
        """
        DELETE FROM sessions WHERE (tenant, payment_session_id, recipient) IN (
            SELECT tenant, payment_session_id, recipient FROM sessions WHERE sweep_minute <= $0 ORDER BY sweep_minute LIMIT $1)
        """,
        parameters: 2);

    private readonly Statement _list = new(
        connection,
        """
        SELECT tenant, payment_session_id, recipient, first_price, payments, tickets, expected_value, last_used FROM sessions
        WHERE ($0 IS NULL OR tenant = $0) AND last_used > $1 ORDER BY tenant, payment_session_id, recipient LIMIT $2
        """,
        parameters: 3);

    public SessionState? Find(SessionId id)
    {
        using var reader = _find.With(0, id.Tenant.Value).With(1, id.Key.PaymentSessionId).With(2, id.Key.Recipient).Read();
        return reader.Read() ? State(reader, 0) : null;
    }

    public void Write(SessionId id, SessionState state) =>
        _write
            .With(0, id.Tenant.Value)
            .With(1, id.Key.PaymentSessionId)
            .With(2, id.Key.Recipient)
            .With(3, state.FirstPrice)
            .With(4, state.Payments)
            .With(5, state.Tickets)
            .With(6, state.ExpectedValue)
            .With(7, state.LastUsed)
            .With(8, Columns.SweepMinute(Lifetimes.End(state)))
            .Execute();

    /// <summary>Deletes sessions that were idle for long enough.</summary>
    /// <returns>Whether there may be more.</returns>
    public bool Sweep(DateTimeOffset now, int limit) => _sweep.With(0, Columns.EndedMinute(now)).With(1, limit).Execute() == limit;

    public IReadOnlyList<LedgerSession> List(TenantId? tenant, DateTimeOffset now, int limit)
    {
        var sessions = new List<LedgerSession>();
        using var reader = _list.With(0, tenant?.Value).With(1, now - Lifetimes.IdleSession).With(2, limit).Read();
        while (reader.Read())
        {
            sessions.Add(new LedgerSession(reader.Tenant(0), new SessionKey(reader.GetString(1), reader.Address(2)), State(reader, 3)));
        }

        return sessions;
    }

    public void Dispose()
    {
        _find.Dispose();
        _write.Dispose();
        _sweep.Dispose();
        _list.Dispose();
    }

    private static SessionState State(SqliteDataReader reader, int first) => new(
        reader.Fraction(first),
        reader.GetInt64(first + 1),
        reader.GetInt64(first + 2),
        reader.Fraction(first + 3),
        reader.Time(first + 4));
}
