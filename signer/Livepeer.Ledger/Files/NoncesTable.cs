using Livepeer.Payments.Desk;
using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger.Files;

internal sealed class NoncesTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _find = new(
        connection,
        "SELECT generation, used, retain_until FROM nonces WHERE sender = ?1 AND recipient_rand_hash = ?2");

    private readonly Statement _write = new(
        connection,
        """
        INSERT INTO nonces (sender, recipient_rand_hash, generation, used, retain_until, sweep_minute) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT DO UPDATE SET generation = ?3, used = ?4, retain_until = ?5, sweep_minute = ?6
        """);

    private readonly Statement _sweep = new(
        connection,
        """
        DELETE FROM nonces WHERE (sender, recipient_rand_hash) IN (
            SELECT sender, recipient_rand_hash FROM nonces WHERE sweep_minute <= ?1 ORDER BY sweep_minute LIMIT ?2)
        """);

    public NonceState? Find(NonceKey key)
    {
        using var rows = _find.With(1, key.Sender).With(2, key.RecipientRandHash).Read();
        return rows.Next() ? new NonceState(rows.Long(0), rows.Int(1), rows.Time(2)) : null;
    }

    public void Write(NonceKey key, NonceState state) =>
        _write
            .With(1, key.Sender)
            .With(2, key.RecipientRandHash)
            .With(3, state.Generation)
            .With(4, state.Used)
            .With(5, state.RetainUntil)
            .With(6, SweepMinute.After(state.RetainUntil))
            .Execute();

    /// <summary>Deletes spaces that need not be kept any more.</summary>
    /// <returns>Whether there may be more.</returns>
    public bool Sweep(DateTimeOffset now, int limit) => _sweep.With(1, SweepMinute.At(now)).With(2, limit).Execute() == limit;

    public void Dispose()
    {
        _find.Dispose();
        _write.Dispose();
        _sweep.Dispose();
    }
}
