using System.Collections.Immutable;
using Livepeer.Payments.Desk;
using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger.Files;

/// <summary>Open payments of balances. Rows of their own, so that a bucket with thousands of them costs no more per payment than one with a few.</summary>
internal sealed class OpenPaymentsTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _find = new(
        connection,
        """
        SELECT idempotency_key, existing, new_credit, price_per_unit, expires_at FROM open_payments
        WHERE balance_id = ?1 ORDER BY expires_at, idempotency_key
        """);

    private readonly Statement _write = new(
        connection,
        """
        INSERT INTO open_payments (balance_id, idempotency_key, existing, new_credit, price_per_unit, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT DO UPDATE SET existing = ?3, new_credit = ?4, price_per_unit = ?5, expires_at = ?6
        """);

    private readonly Statement _delete = new(connection, "DELETE FROM open_payments WHERE balance_id = ?1 AND idempotency_key = ?2");

    private readonly Statement _deleteOf = new(connection, "DELETE FROM open_payments WHERE balance_id = ?1");

    private readonly Statement _deleteAll = new(connection, "DELETE FROM open_payments");

    public ImmutableArray<OpenPayment> Find(long balanceId)
    {
        var open = ImmutableArray.CreateBuilder<OpenPayment>();
        using var rows = _find.With(1, balanceId).Read();
        while (rows.Next())
        {
            open.Add(new OpenPayment(rows.Text(0), rows.Fraction(1), rows.Fraction(2), rows.Fraction(3), rows.Time(4)));
        }

        return open.ToImmutable();
    }

    /// <summary>Writes what differs between the stored list and the new one.</summary>
    public void Replace(long balanceId, ImmutableArray<OpenPayment> stored, ImmutableArray<OpenPayment> open)
    {
        var same = 0;
        while (same < stored.Length && same < open.Length && stored[same] == open[same])
        {
            same++;
        }

        // Most payments only add one at the end.
        var gone = new Dictionary<string, OpenPayment>();
        foreach (var payment in stored.AsSpan()[same..])
        {
            gone[payment.IdempotencyKey] = payment;
        }

        foreach (var payment in open.AsSpan()[same..])
        {
            if (!gone.Remove(payment.IdempotencyKey, out var before) || before != payment)
            {
                Write(balanceId, payment);
            }
        }

        foreach (var key in gone.Keys)
        {
            _delete.With(1, balanceId).With(2, key).Execute();
        }
    }

    public void DeleteOf(long balanceId) => _deleteOf.With(1, balanceId).Execute();

    public void DeleteAll() => _deleteAll.Execute();

    public void Dispose()
    {
        _find.Dispose();
        _write.Dispose();
        _delete.Dispose();
        _deleteOf.Dispose();
        _deleteAll.Dispose();
    }

    private void Write(long balanceId, OpenPayment payment) =>
        _write
            .With(1, balanceId)
            .With(2, payment.IdempotencyKey)
            .With(3, payment.Existing)
            .With(4, payment.NewCredit)
            .With(5, payment.PricePerUnit)
            .With(6, payment.ExpiresAt)
            .Execute();
}
