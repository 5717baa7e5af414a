using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;
using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger.Files;

internal sealed class BalancesTable(SqliteConnection connection) : IDisposable
{
    private readonly OpenPaymentsTable _open = new(connection);

    private readonly Statement _find = new(
        connection,
        "SELECT id, credit, last_used FROM balances WHERE tenant = ?1 AND sender = ?2 AND recipient = ?3 AND bucket = ?4");

    private readonly Statement _write = new(
        connection,
        """
        INSERT INTO balances (tenant, sender, recipient, bucket, credit, last_used, sweep_minute) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT DO UPDATE SET credit = ?5, last_used = ?6, sweep_minute = ?7
        RETURNING id
        """);

    private readonly Statement _sweep = new(
        connection,
        """
        DELETE FROM balances WHERE id IN (SELECT id FROM balances WHERE sweep_minute <= ?1 ORDER BY sweep_minute LIMIT ?2)
        RETURNING id, tenant, sender, recipient, bucket
        """);

    private readonly Statement _list = new(
        connection,
        """
        SELECT id, credit, last_used, tenant, sender, recipient, bucket FROM balances
        WHERE (?1 IS NULL OR tenant = ?1) AND sweep_minute > ?2 ORDER BY tenant, sender, recipient, bucket LIMIT ?3
        """);

    private readonly Statement _deleteAll = new(connection, "DELETE FROM balances");

    public BalanceState? Find(BucketId id)
    {
        using var rows = _find.With(1, id.Tenant.Value).With(2, id.Key.Sender).With(3, id.Key.Recipient).With(4, id.Key.Bucket).Read();
        return rows.Next() ? State(rows) : null;
    }

    /// <param name="id">The bucket.</param>
    /// <param name="stored">As the file has it; null when it has none.</param>
    /// <param name="state">From now on.</param>
    public void Write(BucketId id, BalanceState? stored, BalanceState state)
    {
        var row = _write
            .With(1, id.Tenant.Value)
            .With(2, id.Key.Sender)
            .With(3, id.Key.Recipient)
            .With(4, id.Key.Bucket)
            .With(5, state.Credit)
            .With(6, state.LastUsed)
            .With(7, SweepMinute.After(Lifetimes.End(state)))
            .ExecuteLong();
        _open.Replace(row, stored?.Open ?? [], state.Open);
    }

    /// <summary>Deletes balances that have ended.</summary>
    /// <returns>The buckets that are gone; as many as the limit when there may be more.</returns>
    public IReadOnlyList<BucketId> Sweep(DateTimeOffset now, int limit)
    {
        var ids = new List<long>();
        var buckets = new List<BucketId>();
        using (var rows = _sweep.With(1, SweepMinute.At(now)).With(2, limit).Read())
        {
            while (rows.Next())
            {
                ids.Add(rows.Long(0));
                buckets.Add(new BucketId(rows.Tenant(1), new BalanceKey(rows.Address(2), rows.Address(3), rows.Text(4))));
            }
        }

        ids.ForEach(_open.DeleteOf);
        return buckets;
    }

    public void DeleteAll()
    {
        _open.DeleteAll();
        _deleteAll.Execute();
    }

    public IReadOnlyList<LedgerBalance> List(TenantId? tenant, DateTimeOffset now, int limit)
    {
        var balances = new List<LedgerBalance>();
        using var rows = _list.With(1, tenant?.Value).With(2, SweepMinute.At(now)).With(3, limit).Read();
        while (rows.Next())
        {
            balances.Add(new LedgerBalance(rows.Tenant(3), new BalanceKey(rows.Address(4), rows.Address(5), rows.Text(6)), State(rows)));
        }

        return balances;
    }

    public void Dispose()
    {
        _open.Dispose();
        _find.Dispose();
        _write.Dispose();
        _sweep.Dispose();
        _deleteAll.Dispose();
        _list.Dispose();
    }

    private BalanceState State(Rows rows) => new(rows.Fraction(1), _open.Find(rows.Long(0)), rows.Time(2));
}
