using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;
using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger.Files;

internal sealed class PaymentsTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _find = new(
        connection,
        "SELECT fingerprint, plan, sender, recipient, bucket, keep_plan_until FROM payments WHERE tenant = $0 AND idempotency_key = $1",
        parameters: 2);

    // A tombstone that has ended but was not swept yet gives way to the new payment.
    private readonly Statement _write = new(
        connection,
        """
        INSERT OR REPLACE INTO payments (tenant, idempotency_key, fingerprint, plan, sender, recipient, bucket, keep_plan_until)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7)
        """,
        parameters: 8);

    private readonly Statement _bury = new(
        connection,
        """
        UPDATE payments SET plan = NULL WHERE (tenant, idempotency_key) IN (
            SELECT tenant, idempotency_key FROM payments WHERE plan IS NOT NULL AND keep_plan_until <= $0 ORDER BY keep_plan_until LIMIT $1)
        """,
        parameters: 2);

    private readonly Statement _delete = new(
        connection,
        """
        DELETE FROM payments WHERE (tenant, idempotency_key) IN (
            SELECT tenant, idempotency_key FROM payments WHERE plan IS NULL AND keep_plan_until <= $0 ORDER BY keep_plan_until LIMIT $1)
        """,
        parameters: 2);

    public PaymentRow? Find(PaymentId id)
    {
        using var reader = _find.With(0, id.Tenant.Value).With(1, id.IdempotencyKey).Read();
        if (!reader.Read())
        {
            return null;
        }

        var payment = new StoredPayment(
            reader.Hash(0),
            reader.IsDBNull(1) ? null : PlanJson.Read(reader.GetString(1)),
            new BalanceKey(reader.Address(2), reader.Address(3), reader.GetString(4)));
        return new PaymentRow(payment, reader.Time(5));
    }

    public void Write(PaymentId id, PaymentRow row) =>
        _write
            .With(0, id.Tenant.Value)
            .With(1, id.IdempotencyKey)
            .With(2, row.Payment.Fingerprint)
            .With(3, row.Payment.Plan is { } plan ? PlanJson.Write(plan) : null)
            .With(4, row.Payment.Balance.Sender)
            .With(5, row.Payment.Balance.Recipient)
            .With(6, row.Payment.Balance.Bucket)
            .With(7, row.KeepPlanUntil)
            .Execute();

    /// <summary>Drops plans whose time is over, and tombstones whose time is over.</summary>
    /// <returns>Whether there may be more.</returns>
    public bool Sweep(DateTimeOffset now, int limit)
    {
        var buried = _bury.With(0, now).With(1, limit).Execute();
        var deleted = _delete.With(0, now - LedgerDecision.TombstoneLifetime).With(1, limit).Execute();
        return buried == limit || deleted == limit;
    }

    public void Dispose()
    {
        _find.Dispose();
        _write.Dispose();
        _bury.Dispose();
        _delete.Dispose();
    }
}
