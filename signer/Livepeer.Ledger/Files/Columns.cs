using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger.Files;

/// <summary>Column texts and bytes as values.</summary>
internal static class Columns
{
    public static DateTimeOffset Time(this SqliteDataReader reader, int column) => new(reader.GetInt64(column), TimeSpan.Zero);

    public static Rational Fraction(this SqliteDataReader reader, int column) => Rational.Parse(reader.GetString(column));

    public static EthAddress Address(this SqliteDataReader reader, int column) => new(reader.GetFieldValue<byte[]>(column));

    public static Hash32 Hash(this SqliteDataReader reader, int column) => new(reader.GetFieldValue<byte[]>(column));

    public static TenantId Tenant(this SqliteDataReader reader, int column) => new(reader.GetString(column));

    /// <summary>The first whole minute that is not before a time.</summary>
    public static long SweepMinute(DateTimeOffset end) => (end.UtcTicks / TimeSpan.TicksPerMinute) + 1;

    /// <summary>Rows with a sweep minute up to this one have ended.</summary>
    public static long EndedMinute(DateTimeOffset now) => now.UtcTicks / TimeSpan.TicksPerMinute;
}
