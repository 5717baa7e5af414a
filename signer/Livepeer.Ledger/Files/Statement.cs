using Livepeer.Crypto;
using Livepeer.Payments.Money;
using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger.Files;

/// <summary>One prepared statement with numbered parameters (<c>$0</c>, <c>$1</c>, ...), used again and again by the writer.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    public Statement(SqliteConnection connection, string sql, int parameters = 0)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // every text that comes here is a constant of this assembly
        _command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < parameters; i++)
        {
            _command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${i}") });
        }
    }

    public Statement With(int index, string? value) => Set(index, value is null ? DBNull.Value : value);

    public Statement With(int index, long value) => Set(index, value);

    public Statement With(int index, DateTimeOffset value) => Set(index, value.UtcTicks);

    public Statement With(int index, Rational value) => Set(index, value.ToString());

    public Statement With(int index, Hash32 value) => Set(index, value.ToArray());

    public Statement With(int index, EthAddress value)
    {
        var bytes = new byte[EthAddress.Size];
        value.CopyTo(bytes);
        return Set(index, bytes);
    }

    public int Execute() => _command.ExecuteNonQuery();

    public long ExecuteLong() => (long)_command.ExecuteScalar()!;

    public SqliteDataReader Read() => _command.ExecuteReader();

    public void Dispose() => _command.Dispose();

    private Statement Set(int index, object value)
    {
        _command.Parameters[index].Value = value;
        return this;
    }
}
