using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger.Files;

/// <summary>Which epochs writers of this file have taken, and when each was last known to be in use.</summary>
internal sealed class EpochsTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _take = new(connection, "INSERT OR REPLACE INTO epochs_taken (epoch, at) VALUES (?1, ?2)");

    private readonly Statement _list = new(connection, "SELECT epoch FROM epochs_taken ORDER BY at");

    private readonly Statement _forget = new(connection, "DELETE FROM epochs_taken WHERE at < ?1");

    private readonly Statement _bound = new(
        connection, "DELETE FROM epochs_taken WHERE epoch IN (SELECT epoch FROM epochs_taken ORDER BY at DESC LIMIT -1 OFFSET ?1)");

    public void Take(uint epoch, DateTimeOffset at) => _take.With(1, epoch).With(2, at).Execute();

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<uint> List()
    {
        var taken = new List<uint>();
        using var rows = _list.Read();
        while (rows.Next())
        {
            taken.Add(checked((uint)rows.Long(0)));
        }

        return taken;
    }

    public void Forget(DateTimeOffset before, int mostKept)
    {
        _forget.With(1, before).Execute();
        _bound.With(1, mostKept).Execute();
    }

    public void Dispose()
    {
        _take.Dispose();
        _list.Dispose();
        _forget.Dispose();
        _bound.Dispose();
    }
}
