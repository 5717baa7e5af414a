using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger.Files;

/// <summary>The one row that describes the file: its epoch, how far its clock has come, and how often it was written.</summary>
internal sealed class LedgerRow(SqliteConnection connection) : IDisposable
{
    private readonly Statement _readEpoch = new(connection, "SELECT epoch FROM ledger");

    private readonly Statement _readClock = new(connection, "SELECT clock FROM ledger");

    // SQLite does not write an update that changes no byte. The count makes every commit a real one: a probe proves something, and a copy of an
    // older file can be told from this one.
    private readonly Statement _write = new(connection, "UPDATE ledger SET epoch = ?1, clock = ?2, commits = commits + 1");

    public uint ReadEpoch() => checked((uint)_readEpoch.ExecuteLong());

    public DateTimeOffset ReadClock() => new(_readClock.ExecuteLong(), TimeSpan.Zero);

    public void Write(uint epoch, DateTimeOffset clock) => _write.With(1, epoch).With(2, clock).Execute();

    public void Dispose()
    {
        _readEpoch.Dispose();
        _readClock.Dispose();
        _write.Dispose();
    }
}
