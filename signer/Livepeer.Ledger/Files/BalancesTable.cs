using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;
using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger.Files;

internal sealed class BalancesTable(SqliteConnection connection) : IDisposable
{
    private readonly OpenPaymentsTable _open = new(connection);

    private readonly Statement _find = new(
        connection,
        "SELECT id, credit, last_used FROM balances WHERE tenant = $0 AND sender = $1 AND recipient = $2 AND bucket = $3",
        parameters: 4);

    private readonly Statement _write = new(
        connection,
        """
        INSERT INTO balances (tenant, sender, recipient, bucket, credit, last_used, sweep_minute) VALUES ($0, $1, $2, $3, $4, $5, $6)
        ON CONFLICT DO UPDATE SET credit = $4, last_used = $5, sweep_minute = $6
        RETURNING id
        """,
        parameters: 7);

    private readonly Statement _sweep = new(
        connection,
        """
        DELETE FROM balances WHERE id IN (SELECT id FROM balances WHERE sweep_minute <= $0 ORDER BY sweep_minute LIMIT $1)
        RETURNING id, tenant, sender, recipient, bucket
        """,
        parameters: 2);

    private readonly Statement _list = new(
        connection,
        """
        SELECT id, credit, last_used, tenant, sender, recipient, bucket FROM balances
        WHERE ($0 IS NULL OR tenant = $0) AND sweep_minute > $1 ORDER BY tenant, sender, recipient, bucket LIMIT $2
        """,
        parameters: 3);

    public BalanceState? Find(BucketId id)
    {
        using var reader = _find.With(0, id.Tenant.Value).With(1, id.Key.Sender).With(2, id.Key.Recipient).With(3, id.Key.Bucket).Read();
        return reader.Read() ? State(reader) : null;
    }

    /// <param name="id">The bucket.</param>
    /// <param name="stored">As the file has it; null when it has none.</param>
    /// <param name="state">From now on.</param>
    public void Write(BucketId id, BalanceState? stored, BalanceState state)
    {
        var row = _write
            .With(0, id.Tenant.Value)
            .With(1, id.Key.Sender)
            .With(2, id.Key.Recipient)
            .With(3, id.Key.Bucket)
            .With(4, state.Credit)
            .With(5, state.LastUsed)
            .With(6, Columns.SweepMinute(Lifetimes.End(state)))
            .ExecuteLong();
        _open.Replace(row, stored?.Open ?? [], state.Open);
    }

    /// <summary>Deletes balances that have ended.</summary>
    /// <returns>The buckets that are gone; as many as the limit when there may be more.</returns>
    public IReadOnlyList<BucketId> Sweep(DateTimeOffset now, int limit)
    {
        var rows = new List<long>();
        var buckets = new List<BucketId>();
        using (var reader = _sweep.With(0, Columns.EndedMinute(now)).With(1, limit).Read())
        {
            while (reader.Read())
            {
                rows.Add(reader.GetInt64(0));
                buckets.Add(new BucketId(reader.Tenant(1), new BalanceKey(reader.Address(2), reader.Address(3), reader.GetString(4))));
            }
        }

        rows.ForEach(_open.DeleteAll);
        return buckets;
    }

    public IReadOnlyList<LedgerBalance> List(TenantId? tenant, DateTimeOffset now, int limit)
    {
        var balances = new List<LedgerBalance>();
        using var reader = _list.With(0, tenant?.Value).With(1, Columns.EndedMinute(now)).With(2, limit).Read();
        while (reader.Read())
        {
            balances.Add(new LedgerBalance(reader.Tenant(3), new BalanceKey(reader.Address(4), reader.Address(5), reader.GetString(6)), State(reader)));
        }

        return balances;
    }

    public void Dispose()
    {
        _open.Dispose();
        _find.Dispose();
        _write.Dispose();
        _sweep.Dispose();
        _list.Dispose();
    }

    private BalanceState State(SqliteDataReader reader) => new(reader.Fraction(1), _open.Find(reader.GetInt64(0)), reader.Time(2));
}
