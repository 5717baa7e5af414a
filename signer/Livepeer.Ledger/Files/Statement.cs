using Livepeer.Crypto;
using Livepeer.Payments.Money;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Livepeer.Ledger.Files;

/// <summary>One prepared statement with parameters <c>?1</c>, <c>?2</c>, ..., used again and again by the writer.</summary>
/// <remarks>
/// Goes past SqliteCommand, which looks every parameter up by name and makes a reader per execution: a payment runs seven statements, and without
/// that handling it costs an eighth less CPU.
/// </remarks>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public Statement With(int parameter, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(_statement, parameter) : raw.sqlite3_bind_text(_statement, parameter, value));
        return this;
    }

    public Statement With(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, parameter, value));
        return this;
    }

    public Statement With(int parameter, DateTimeOffset value) => With(parameter, value.UtcTicks);

    public Statement With(int parameter, Rational value) => With(parameter, value.ToString());

    public Statement With(int parameter, Hash32 value)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        value.CopyTo(bytes);
        return With(parameter, bytes);
    }

    public Statement With(int parameter, EthAddress value)
    {
        Span<byte> bytes = stackalloc byte[EthAddress.Size];
        value.CopyTo(bytes);
        return With(parameter, bytes);
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>Rows changed.</returns>
    /// <exception cref="SqliteException">Disk full, I/O error, damage.</exception>
    public int Execute()
    {
        using (var rows = Read())
        {
            while (rows.Next())
            {
            }
        }

        return raw.sqlite3_changes(_database);
    }

    /// <summary>Runs a statement that gives exactly one number.</summary>
    /// <exception cref="SqliteException">Disk full, I/O error, damage.</exception>
    public long ExecuteLong()
    {
        using var rows = Read();
        var value = rows.Next() ? rows.Long(0) : throw new InvalidDataException("The ledger file lacks a row that is always there.");
        while (rows.Next())
        {
        }

        return value;
    }

    /// <summary>Its rows; the statement is free again when they are disposed.</summary>
    public Rows Read() => new(_database, _statement);

    public void Dispose() => _statement.Dispose();

    private Statement With(int parameter, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, parameter, value));
        return this;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
