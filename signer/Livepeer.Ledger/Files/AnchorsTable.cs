using Livepeer.Payments.Desk.Audit;
using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger.Files;

/// <summary>Ends of audit logs. One row per log.</summary>
internal sealed class AnchorsTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _find = new(connection, "SELECT log, sequence, hash, at FROM audit_anchors WHERE log = ?1");

    private readonly Statement _list = new(connection, "SELECT log, sequence, hash, at FROM audit_anchors ORDER BY log");

    private readonly Statement _write = new(connection, "INSERT OR REPLACE INTO audit_anchors (log, sequence, hash, at) VALUES (?1, ?2, ?3, ?4)");

    private readonly Statement _bound = new(
        connection, "DELETE FROM audit_anchors WHERE log IN (SELECT log FROM audit_anchors WHERE log <> ?1 ORDER BY at DESC, log LIMIT -1 OFFSET ?2)");

    /// <summary>Inside a transaction.</summary>
    public void Write(LogAnchor anchor, LogAnchor? instead)
    {
        if (!anchor.Replaces(Find(anchor.Log), instead))
        {
            return;
        }

        _write.With(1, anchor.Log).With(2, anchor.Sequence).With(3, anchor.Hash).With(4, anchor.At).Execute();
        _bound.With(1, anchor.Log).With(2, ILedgerAnchors.MaxLogs - 1).Execute();
    }

    public IReadOnlyList<LogAnchor> List()
    {
        var anchors = new List<LogAnchor>();
        using var rows = _list.Read();
        while (rows.Next())
        {
            anchors.Add(Read(rows));
        }

        return anchors;
    }

    public void Dispose()
    {
        _find.Dispose();
        _list.Dispose();
        _write.Dispose();
        _bound.Dispose();
    }

    private LogAnchor? Find(string log)
    {
        using var rows = _find.With(1, log).Read();
        return rows.Next() ? Read(rows) : null;
    }

    private static LogAnchor Read(Rows rows) => new(rows.Text(0), rows.Long(1), rows.Hash(2), rows.Time(3));
}
