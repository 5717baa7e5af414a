using Livepeer.Ledger.Formats;
using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;
using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger.Files;

internal sealed class PaymentsTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _find = new(
        connection,
        "SELECT fingerprint, plan, sender, recipient, bucket, keep_plan_until, metered_session FROM payments WHERE tenant = ?1 AND idempotency_key = ?2");

    // A tombstone that has ended but was not swept yet gives way to the new payment.
    private readonly Statement _write = new(
        connection,
        """
        INSERT OR REPLACE INTO payments (tenant, idempotency_key, fingerprint, plan, sender, recipient, bucket, keep_plan_until, metered_session)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """);

    private readonly Statement _bury = new(
        connection,
        """
        UPDATE payments SET plan = NULL WHERE (tenant, idempotency_key) IN (
            SELECT tenant, idempotency_key FROM payments WHERE plan IS NOT NULL AND keep_plan_until <= ?1 ORDER BY keep_plan_until LIMIT ?2)
        """);

    private readonly Statement _delete = new(
        connection,
        """
        DELETE FROM payments WHERE (tenant, idempotency_key) IN (
            SELECT tenant, idempotency_key FROM payments WHERE plan IS NULL AND keep_plan_until <= ?1 ORDER BY keep_plan_until LIMIT ?2)
        """);

    public PaymentRow? Find(PaymentId id)
    {
        using var rows = _find.With(1, id.Tenant.Value).With(2, id.IdempotencyKey).Read();
        if (!rows.Next())
        {
            return null;
        }

        var payment = new StoredPayment(
            rows.Hash(0),
            rows.IsNull(1) ? null : PlanJson.Read(rows.Text(1)),
            new BalanceKey(rows.Address(2), rows.Address(3), rows.Text(4)))
        {
            Metered = rows.IsNull(6) ? null : new SessionKey(rows.Text(6), rows.Address(3)),
        };
        return new PaymentRow(payment, rows.Time(5));
    }

    public void Write(PaymentId id, PaymentRow row) =>
        _write
            .With(1, id.Tenant.Value)
            .With(2, id.IdempotencyKey)
            .With(3, row.Payment.Fingerprint)
            .With(4, row.Payment.Plan is { } plan ? PlanJson.Write(plan) : null)
            .With(5, row.Payment.Balance.Sender)
            .With(6, row.Payment.Balance.Recipient)
            .With(7, row.Payment.Balance.Bucket)
            .With(8, row.KeepPlanUntil)
            .With(9, row.Payment.Metered?.PaymentSessionId)
            .Execute();

    /// <summary>Drops plans whose time is over, and tombstones whose time is over.</summary>
    /// <returns>Whether there may be more.</returns>
    public bool Sweep(DateTimeOffset now, int limit)
    {
        var buried = _bury.With(1, now).With(2, limit).Execute();
        var deleted = _delete.With(1, now - LedgerDecision.TombstoneLifetime).With(2, limit).Execute();
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
