using Livepeer.Payments.Desk;
using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger.Files;

internal sealed class NoncesTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _find = new(
        connection,
        "SELECT epoch, used, retain_until FROM nonces WHERE sender = $0 AND recipient_rand_hash = $1",
        parameters: 2);

    private readonly Statement _write = new(
        connection,
        """
        INSERT INTO nonces (sender, recipient_rand_hash, epoch, used, retain_until, sweep_minute) VALUES ($0, $1, $2, $3, $4, $5)
        ON CONFLICT DO UPDATE SET epoch = $2, used = $3, retain_until = $4, sweep_minute = $5
        """,
        parameters: 6);

    private readonly Statement _sweep = new(
        connection,
        """
        DELETE FROM nonces WHERE (sender, recipient_rand_hash) IN (
            SELECT sender, recipient_rand_hash FROM nonces WHERE sweep_minute <= $0 ORDER BY sweep_minute LIMIT $1)
        """,
        parameters: 2);

    public NonceState? Find(NonceKey key)
    {
        using var reader = _find.With(0, key.Sender).With(1, key.RecipientRandHash).Read();
        return reader.Read() ? new NonceState(checked((uint)reader.GetInt64(0)), reader.GetInt32(1), reader.Time(2)) : null;
    }

    public void Write(NonceKey key, NonceState state) =>
        _write
            .With(0, key.Sender)
            .With(1, key.RecipientRandHash)
            .With(2, state.Epoch)
            .With(3, state.Used)
            .With(4, state.RetainUntil)
            .With(5, Columns.SweepMinute(state.RetainUntil))
            .Execute();

    /// <summary>Deletes spaces that need not be kept any more.</summary>
    /// <returns>Whether there may be more.</returns>
    public bool Sweep(DateTimeOffset now, int limit) => _sweep.With(0, Columns.EndedMinute(now)).With(1, limit).Execute() == limit;

    public void Dispose()
    {
        _find.Dispose();
        _write.Dispose();
        _sweep.Dispose();
    }
}
