using Livepeer.Ledger.Formats;
using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;
using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger.Files;

internal sealed class SessionsTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _find = new(
        connection,
        """
        SELECT first_price, payments, tickets, expected_value, last_used, meter FROM sessions
        WHERE tenant = ?1 AND payment_session_id = ?2 AND recipient = ?3
        """);

    private readonly Statement _write = new(
        connection,
        """
        INSERT INTO sessions (tenant, payment_session_id, recipient, first_price, payments, tickets, expected_value, last_used, sweep_minute, meter)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT DO UPDATE SET first_price = ?4, payments = ?5, tickets = ?6, expected_value = ?7, last_used = ?8, sweep_minute = ?9, meter = ?10
        """);

    private readonly Statement _sweep = new(
        connection,
        """
        DELETE FROM sessions WHERE (tenant, payment_session_id, recipient) IN (
            SELECT tenant, payment_session_id, recipient FROM sessions WHERE sweep_minute <= ?1 ORDER BY sweep_minute LIMIT ?2)
        """);

    private readonly Statement _list = new(
        connection,
        """
        SELECT tenant, payment_session_id, recipient, first_price, payments, tickets, expected_value, last_used, meter FROM sessions
        WHERE (?1 IS NULL OR tenant = ?1) AND last_used > ?2 ORDER BY tenant, payment_session_id, recipient LIMIT ?3
        """);

    public SessionState? Find(SessionId id)
    {
        using var rows = _find.With(1, id.Tenant.Value).With(2, id.Key.PaymentSessionId).With(3, id.Key.Recipient).Read();
        return rows.Next() ? State(rows, 0) : null;
    }

    public void Write(SessionId id, SessionState state) =>
        _write
            .With(1, id.Tenant.Value)
            .With(2, id.Key.PaymentSessionId)
            .With(3, id.Key.Recipient)
            .With(4, state.FirstPrice)
            .With(5, state.Payments)
            .With(6, state.Tickets)
            .With(7, state.ExpectedValue)
            .With(8, state.LastUsed)
            .With(9, SweepMinute.After(Lifetimes.End(state)))
            .With(10, state.Meter is { } meter ? MeterJson.Write(meter) : null)
            .Execute();

    /// <summary>Deletes sessions that were idle for long enough.</summary>
    /// <returns>Whether there may be more.</returns>
    public bool Sweep(DateTimeOffset now, int limit) => _sweep.With(1, SweepMinute.At(now)).With(2, limit).Execute() == limit;

    public IReadOnlyList<LedgerSession> List(TenantId? tenant, DateTimeOffset now, int limit)
    {
        var sessions = new List<LedgerSession>();
        using var rows = _list.With(1, tenant?.Value).With(2, now - Lifetimes.IdleSession).With(3, limit).Read();
        while (rows.Next())
        {
            sessions.Add(new LedgerSession(rows.Tenant(0), new SessionKey(rows.Text(1), rows.Address(2)), State(rows, 3)));
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

    private static SessionState State(Rows rows, int first) => new(
        rows.Fraction(first),
        rows.Long(first + 1),
        rows.Long(first + 2),
        rows.Fraction(first + 3),
        rows.Time(first + 4))
    {
        Meter = rows.IsNull(first + 5) ? null : MeterJson.Read(rows.Text(first + 5)),
    };
}
