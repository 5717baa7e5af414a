using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Repair;
using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger.Files;

/// <summary>
/// The one row that describes the file: its generation, the epoch of its last writer, how far its clock has come, how often it was written, and whether
/// signing is stopped.
/// </summary>
internal sealed class LedgerRow(SqliteConnection connection) : IDisposable
{
    private readonly Statement _read = new(
        connection,
        "SELECT epoch, clock, ledger_id, seal_key, halted_at, halt_reason, usage_delivered, generation, generation_at, generation_reason FROM ledger");

    // SQLite does not write an update that changes no byte. The count makes every commit a real one: a probe proves something, and a copy of an
    // older file can be told from this one.
    private readonly Statement _write = new(connection, "UPDATE ledger SET epoch = ?1, clock = ?2, commits = commits + 1");

    private readonly Statement _halt = new(connection, "UPDATE ledger SET halted_at = ?1, halt_reason = ?2");

    private readonly Statement _delivered = new(connection, "UPDATE ledger SET usage_delivered = max(usage_delivered, ?1)");

    private readonly Statement _generation = new(connection, "UPDATE ledger SET generation = ?1, generation_at = ?2, generation_reason = ?3");

    public LedgerRowValues Read()
    {
        using var rows = _read.Read();
        if (!rows.Next())
        {
            throw new InvalidDataException("The ledger file lacks a row that is always there.");
        }

        var haltedAt = rows.Long(4);
        return new(
            checked((uint)rows.Long(0)),
            rows.Time(1),
            Convert.ToHexStringLower(rows.Bytes(2)),
            rows.Bytes(3),
            haltedAt == 0 ? null : new SigningHalt(rows.Text(5), rows.Time(4)),
            rows.Long(6),
            new LedgerGeneration(rows.Long(7), rows.Time(8), rows.Text(9)));
    }

    public void Write(uint epoch, DateTimeOffset clock) => _write.With(1, epoch).With(2, clock).Execute();

    public void WriteHalt(SigningHalt? halt) => _halt.With(1, halt?.Since.UtcTicks ?? 0).With(2, halt?.Reason ?? string.Empty).Execute();

    public void WriteDelivered(long upTo) => _delivered.With(1, upTo).Execute();

    public void WriteGeneration(LedgerGeneration generation) =>
        _generation.With(1, generation.Number).With(2, generation.Since).With(3, generation.Reason).Execute();

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
        _halt.Dispose();
        _delivered.Dispose();
        _generation.Dispose();
    }
}

/// <summary>The row at one moment.</summary>
/// <param name="Epoch">Of the last writer, 0 to 2^22 - 1.</param>
/// <param name="Clock">How far the ledger's clock has come.</param>
/// <param name="LedgerId">32 hexadecimal digits, of this file alone.</param>
/// <param name="SealKey">32 secret bytes.</param>
/// <param name="Halt">Set when signing is stopped.</param>
/// <param name="UsageDelivered">Number of the last usage event that was delivered.</param>
/// <param name="Generation">The running generation.</param>
internal sealed record LedgerRowValues(
    uint Epoch, DateTimeOffset Clock, string LedgerId, byte[] SealKey, SigningHalt? Halt, long UsageDelivered, LedgerGeneration Generation);
