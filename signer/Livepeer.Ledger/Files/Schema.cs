namespace Livepeer.Ledger.Files;

/// <summary>
/// Tables of the file. Times are .NET UTC ticks (100 ns since the year 1), amounts decimal fractions "n" or "n/d" in wei, hashes and addresses
/// raw bytes. <c>sweep_minute</c> is the minute (since the year 1) from which on a row may be deleted: coarse, so that a payment seldom touches its index.
/// </summary>
internal static class Schema
{
    /// <summary>One script per version; script n leads from version n to n + 1. Scripts are never edited once released.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        """
        CREATE TABLE ledger (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            schema_version INTEGER NOT NULL,
            ledger_id BLOB NOT NULL,
            epoch INTEGER NOT NULL,
            commits INTEGER NOT NULL,
            clock INTEGER NOT NULL) STRICT;

        CREATE TABLE payments (
            tenant TEXT NOT NULL,
            idempotency_key TEXT NOT NULL,
            fingerprint BLOB NOT NULL,
            sender BLOB NOT NULL,
            recipient BLOB NOT NULL,
            bucket TEXT NOT NULL,
            plan TEXT,
            keep_plan_until INTEGER NOT NULL,
            PRIMARY KEY (tenant, idempotency_key)) STRICT, WITHOUT ROWID;
        CREATE INDEX payments_with_plan ON payments (keep_plan_until) WHERE plan IS NOT NULL;
        CREATE INDEX payments_tombstones ON payments (keep_plan_until) WHERE plan IS NULL;

        CREATE TABLE balances (
            id INTEGER PRIMARY KEY,
            tenant TEXT NOT NULL,
            sender BLOB NOT NULL,
            recipient BLOB NOT NULL,
            bucket TEXT NOT NULL,
            credit TEXT NOT NULL,
            last_used INTEGER NOT NULL,
            sweep_minute INTEGER NOT NULL,
            UNIQUE (tenant, sender, recipient, bucket)) STRICT;
        CREATE INDEX balances_by_sweep ON balances (sweep_minute);

        CREATE TABLE open_payments (
            balance_id INTEGER NOT NULL,
            idempotency_key TEXT NOT NULL,
            existing TEXT NOT NULL,
            new_credit TEXT NOT NULL,
            price_per_unit TEXT NOT NULL,
            expires_at INTEGER NOT NULL,
            PRIMARY KEY (balance_id, idempotency_key)) STRICT, WITHOUT ROWID;

        CREATE TABLE nonces (
            sender BLOB NOT NULL,
            recipient_rand_hash BLOB NOT NULL,
            epoch INTEGER NOT NULL,
            used INTEGER NOT NULL,
            retain_until INTEGER NOT NULL,
            sweep_minute INTEGER NOT NULL,
            PRIMARY KEY (sender, recipient_rand_hash)) STRICT, WITHOUT ROWID;
        CREATE INDEX nonces_by_sweep ON nonces (sweep_minute);

        CREATE TABLE sessions (
            tenant TEXT NOT NULL,
            payment_session_id TEXT NOT NULL,
            recipient BLOB NOT NULL,
            first_price TEXT NOT NULL,
            payments INTEGER NOT NULL,
            tickets INTEGER NOT NULL,
            expected_value TEXT NOT NULL,
            last_used INTEGER NOT NULL,
            sweep_minute INTEGER NOT NULL,
            PRIMARY KEY (tenant, payment_session_id, recipient)) STRICT, WITHOUT ROWID;
        CREATE INDEX sessions_by_sweep ON sessions (sweep_minute);
        """,
    ];

    /// <summary>Version that this program writes.</summary>
    public static int Version => Steps.Count;
}
