using System.Globalization;
using System.Numerics;
using Livepeer.Ledger.Formats;
using Livepeer.Ledger.State;
using Livepeer.Payments.Desk.Usage;
using Livepeer.Payments.Jobs;
using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger.Files;

/// <summary>The account of payments: single ones until they are delivered, and sums by day.</summary>
internal sealed class UsageTables(SqliteConnection connection) : IDisposable
{
    private readonly Statement _append = new(connection, "INSERT INTO usage_events (at, event) VALUES (?1, ?2)");

    private readonly Statement _events = new(connection, "SELECT number, at, event FROM usage_events WHERE number > ?1 ORDER BY number LIMIT ?2");

    private readonly Statement _findDay = new(
        connection,
        """
        SELECT payments, tickets, expected_value, fee, face_value FROM usage_days
        WHERE day = ?1 AND tenant = ?2 AND kind = ?3 AND capability = ?4 AND model = ?5
        """);

    private readonly Statement _countLines = new(connection, "SELECT count(*) FROM usage_days WHERE day = ?1 AND tenant = ?2");

    private readonly Statement _writeDay = new(
        connection,
        """
        INSERT OR REPLACE INTO usage_days (day, tenant, kind, capability, model, payments, tickets, expected_value, fee, face_value)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        """);

    private readonly Statement _days = new(
        connection,
        """
        SELECT payments, tickets, expected_value, fee, face_value, day, tenant, kind, capability, model FROM usage_days
        WHERE day >= ?1 AND day <= ?2 AND (?3 IS NULL OR tenant = ?3) ORDER BY day, tenant, kind, capability, model LIMIT ?4
        """);

    // Looks at the oldest numbers and at no more than it may delete: the table is in the order of time, but for payments that were put back, which wait for their turn.
    private readonly Statement _forget = new(
        connection,
        """
        DELETE FROM usage_events WHERE number IN (
            SELECT number FROM (SELECT number, at FROM usage_events WHERE number <= ?1 ORDER BY number LIMIT ?3) WHERE at <= ?2)
        """);

    private readonly Statement _first = new(connection, "SELECT coalesce(min(number), 0) FROM usage_events");

    private readonly Statement _last = new(connection, "SELECT coalesce(max(number), 0) FROM usage_events");

    public void Append(UsageRecord record) => _append.With(1, record.At).With(2, UsageJson.Write(record)).Execute();

    public IReadOnlyList<(long Number, UsageRecord Record)> ReadEvents(long after, int limit)
    {
        var found = new List<(long, UsageRecord)>();
        using var rows = _events.With(1, after).With(2, limit).Read();
        while (rows.Next())
        {
            found.Add((rows.Long(0), UsageJson.Read(rows.Text(2), rows.Time(1))));
        }

        return found;
    }

    /// <summary>Number of the newest event; 0 without one.</summary>
    public long Last() => _last.ExecuteLong();

    public UsageDay? FindDay(UsageDayId id)
    {
        using var rows = _findDay
            .With(1, id.Day.DayNumber).With(2, id.Tenant.Value).With(3, id.Kind.ToString()).With(4, id.Capability).With(5, id.Model).Read();
        return rows.Next() ? Day(rows, id) : null;
    }

    public LineCount CountLines(TenantDay day) => new((int)_countLines.With(1, day.Day.DayNumber).With(2, day.Tenant.Value).ExecuteLong());

    public void WriteDay(UsageDayId id, UsageDay day) => _writeDay
        .With(1, id.Day.DayNumber)
        .With(2, id.Tenant.Value)
        .With(3, id.Kind.ToString())
        .With(4, id.Capability)
        .With(5, id.Model)
        .With(6, day.Payments)
        .With(7, day.Tickets)
        .With(8, day.ExpectedValue)
        .With(9, day.Fee)
        .With(10, day.FaceValueWei.ToString(CultureInfo.InvariantCulture))
        .Execute();

    public IReadOnlyList<UsageDay> ReadDays(UsageQuery query)
    {
        var found = new List<UsageDay>();
        using var rows = _days.With(1, query.From.DayNumber).With(2, query.To.DayNumber).With(3, query.Tenant?.Value).With(4, query.Limit).Read();
        while (rows.Next())
        {
            found.Add(Day(rows, new UsageDayId(
                DateOnly.FromDayNumber(rows.Int(5)), rows.Tenant(6), Enum.Parse<JobKind>(rows.Text(7)), rows.Text(8), rows.Text(9))));
        }

        return found;
    }

    /// <summary>Forgets events up to a number that are old enough, and those beyond the number that the file keeps.</summary>
    /// <returns>Whether there may be more.</returns>
    public bool Sweep(long delivered, DateTimeOffset deliveredBefore, DateTimeOffset anyBefore, long mostKept, int limit)
    {
        var beyond = _last.ExecuteLong() - mostKept;
        return (_forget.With(1, delivered).With(2, deliveredBefore).With(3, limit).Execute() == limit)
            | (_forget.With(1, long.MaxValue).With(2, anyBefore).With(3, limit).Execute() == limit)
            | (beyond >= _first.ExecuteLong() && _forget.With(1, beyond).With(2, DateTimeOffset.MaxValue).With(3, limit).Execute() == limit);
    }

    public void Dispose()
    {
        _append.Dispose();
        _events.Dispose();
        _findDay.Dispose();
        _countLines.Dispose();
        _writeDay.Dispose();
        _days.Dispose();
        _forget.Dispose();
        _first.Dispose();
        _last.Dispose();
    }

    private static UsageDay Day(Rows rows, UsageDayId id) => new(
        id.Day,
        id.Tenant,
        id.Kind,
        id.Capability,
        id.Model,
        rows.Long(0),
        rows.Long(1),
        rows.Fraction(2),
        rows.Fraction(3),
        BigInteger.Parse(rows.Text(4), CultureInfo.InvariantCulture));
}
