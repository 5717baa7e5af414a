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

        // halted_at 0: signing runs. usage_days.day counts from 0001-01-01. Sums over all payments are exact, those of budgets whole wei.
        """
        ALTER TABLE ledger ADD COLUMN seal_key BLOB;
        ALTER TABLE ledger ADD COLUMN halted_at INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE ledger ADD COLUMN halt_reason TEXT NOT NULL DEFAULT '';
        ALTER TABLE ledger ADD COLUMN usage_delivered INTEGER NOT NULL DEFAULT 0;
        UPDATE ledger SET seal_key = randomblob(32);

        ALTER TABLE payments ADD COLUMN metered_session TEXT;
        ALTER TABLE sessions ADD COLUMN meter TEXT;

        CREATE TABLE tenant_spend (
            tenant TEXT PRIMARY KEY,
            spend TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE usage_events (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            event TEXT NOT NULL) STRICT;

        CREATE TABLE usage_days (
            day INTEGER NOT NULL,
            tenant TEXT NOT NULL,
            kind TEXT NOT NULL,
            capability TEXT NOT NULL,
            model TEXT NOT NULL,
            payments INTEGER NOT NULL,
            tickets INTEGER NOT NULL,
            expected_value TEXT NOT NULL,
            fee TEXT NOT NULL,
            face_value TEXT NOT NULL,
            PRIMARY KEY (day, tenant, kind, capability, model)) STRICT, WITHOUT ROWID;
        """,

        // What the epoch of a nonce space told, its generation tells from now on; the last epoch of an older program counts as taken.
        """
        ALTER TABLE ledger ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE ledger ADD COLUMN generation_at INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE ledger ADD COLUMN generation_reason TEXT NOT NULL DEFAULT '';
        UPDATE ledger SET generation = epoch, generation_at = clock, generation_reason = 'the file was made by an older version';

        ALTER TABLE nonces RENAME COLUMN epoch TO generation;

        CREATE TABLE epochs_taken (
            epoch INTEGER PRIMARY KEY,
            at INTEGER NOT NULL) STRICT;
        INSERT INTO epochs_taken (epoch, at) SELECT epoch, clock FROM ledger;
        """,

        // Not of the ledger itself: how far the audit log of a signer is known to have been.
        """
        CREATE TABLE audit_anchors (
            log TEXT PRIMARY KEY,
            sequence INTEGER NOT NULL,
            hash BLOB NOT NULL,
            at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """,
    ];

    /// <summary>Version that this program writes.</summary>
    public static int Version => Steps.Count;
}
