using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Livepeer.Ledger.Files;

/// <summary>Rows of a running statement, and their columns as values.</summary>
internal readonly ref struct Rows(sqlite3 database, sqlite3_stmt statement)
{
    /// <exception cref="SqliteException">Disk full, I/O error, damage.</exception>
    public bool Next()
    {
        var result = raw.sqlite3_step(statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(result, database);
        }

        return result == raw.SQLITE_ROW;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public int Int(int column) => checked((int)Long(column));

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public DateTimeOffset Time(int column) => new(Long(column), TimeSpan.Zero);

    public Rational Fraction(int column) => Rational.Parse(Text(column));

    public EthAddress Address(int column) => new(raw.sqlite3_column_blob(statement, column));

    public Hash32 Hash(int column) => new(raw.sqlite3_column_blob(statement, column));

    public TenantId Tenant(int column) => new(Text(column));

    // The result repeats the failure of the last step, which was thrown already.
    public void Dispose() => _ = raw.sqlite3_reset(statement);
}
