using Livepeer.Payments.Desk.Repair;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Livepeer.Ledger.Files;

/// <summary>
/// A copy of an open ledger in the making, a few pages at a time between its commits. SQLite carries what changes meanwhile over to the copy, so the
/// copy shows the moment of the last step.
/// </summary>
internal sealed class LedgerCopy : IDisposable
{
    private const string Unfinished = ".part";

    // A megabyte: some milliseconds of a disk, which payments wait for.
    private const int PagesPerStep = 256;

    private readonly string _path;
    private readonly SqliteConnection _copy;
    private readonly sqlite3_backup _backup;

    private LedgerCopy(string path, SqliteConnection copy, sqlite3_backup backup)
    {
        _path = path;
        _copy = copy;
        _backup = backup;
    }

    /// <summary>Begins a copy.</summary>
    /// <param name="source">The open ledger.</param>
    /// <param name="path">File that does not exist yet.</param>
    /// <exception cref="LedgerFileException">It exists, or cannot be made.</exception>
    public static LedgerCopy Begin(SqliteConnection source, string path)
    {
        if (File.Exists(path))
        {
            throw new LedgerFileException(LedgerFileProblem.InUse, path, $"{path} exists. A backup overwrites nothing: name another file.");
        }

        File.Delete(path + Unfinished);
        LedgerFileOpening.Create(path + Unfinished);
        var copy = LedgerFileOpening.Connect(path + Unfinished);
        var backup = raw.sqlite3_backup_init(copy.Handle!, "main", source.Handle!, "main");
        if (backup is { IsInvalid: false })
        {
            return new LedgerCopy(path, copy, backup);
        }

        var code = raw.sqlite3_errcode(copy.Handle!);
        copy.Dispose();
        throw new IOException($"it cannot be begun (SQLite error {code}).");
    }

    /// <summary>Copies some more, on the writer's thread.</summary>
    /// <returns>Whether that was all.</returns>
    /// <exception cref="IOException">Disk full, I/O error.</exception>
    public bool Step()
    {
        var result = raw.sqlite3_backup_step(_backup, PagesPerStep);
        return result switch
        {
            raw.SQLITE_DONE => true,
            raw.SQLITE_OK => false,
            _ => throw new IOException($"it cannot be written (SQLite error {result}): is its disk full?"),
        };
    }

    /// <summary>
    /// Makes the copy a ledger that may be put in the original's place: in a generation of its own, because the original goes on making payments that
    /// the copy will not know. Flushes it and gives it its name.
    /// </summary>
    /// <exception cref="SqliteException">Disk full, I/O error.</exception>
    /// <exception cref="IOException">The file cannot be renamed.</exception>
    public LedgerGeneration Finish()
    {
        _backup.Dispose();
        using (var command = _copy.CreateCommand())
        {
            // One file, not two: the copy is moved about by hand.
            command.CommandText = "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON";
            command.ExecuteNonQuery();
        }

        LedgerGeneration generation;
        using (var row = new LedgerRow(_copy))
        using (var balances = new BalancesTable(_copy))
        using (var begin = new Statement(_copy, "BEGIN IMMEDIATE"))
        using (var commit = new Statement(_copy, "COMMIT"))
        {
            begin.Execute();
            var values = row.Read();
            generation = new LedgerGeneration(Generations.Draw(), values.Clock, "the file is a backup");
            row.WriteGeneration(generation);
            row.Write(values.Epoch, values.Clock);
            balances.DeleteAll();
            commit.Execute();
        }

        _copy.Dispose();
        File.Move(_path + Unfinished, _path, overwrite: false);
        return generation;
    }

    /// <summary>Without <see cref="Finish"/> before, nothing is left.</summary>
    public void Dispose()
    {
        _backup.Dispose();
        _copy.Dispose();
        File.Delete(_path + Unfinished);
    }
}
