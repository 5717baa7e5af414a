using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Livepeer.Ledger.Files;

/// <summary>Makes or opens a ledger's file: permissions, the exclusive lock, flushing, damage, version.</summary>
internal static class LedgerFileOpening
{
    /// <exception cref="LedgerFileException">The file cannot be used.</exception>
    public static LedgerFile Open(EmbeddedLedgerOptions options, TimeProvider time)
    {
        var path = Path.GetFullPath(options.Path);
        try
        {
            Create(path);
            var connection = Connect(path);
            try
            {
                Prepare(connection, path, options, time);
                return new LedgerFile(connection);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException e)
        {
            throw Explain(e, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerFileException(LedgerFileProblem.Inaccessible, path, $"The ledger file {path} cannot be made or opened: {e.Message}", e);
        }
    }

    /// <summary>Makes a missing file, for its owner alone.</summary>
    public static void Create(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        var file = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Only a missing file is made here: closing another handle of an open SQLite file would drop the locks this process holds on it.
        if (!File.Exists(path))
        {
            new FileStream(path, file).Dispose();
        }
    }

    public static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Cache = SqliteCacheMode.Private,
            Pooling = false,

            // A predecessor that is just closing gets a second before "in use" is said.
            DefaultTimeout = 1,
        }.ToString());
        connection.Open();
        return connection;
    }

    private static void Prepare(SqliteConnection connection, string path, EmbeddedLedgerOptions options, TimeProvider time)
    {
        Run(connection, "PRAGMA locking_mode = EXCLUSIVE");
        var version = ReadVersion(connection, path);
        if (version > Schema.Version)
        {
            throw new LedgerFileException(
                LedgerFileProblem.NewerVersion,
                path,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The ledger file {path} has format {version}; this program knows formats up to {Schema.Version}. Start the version that wrote it, or a newer one."));
        }

        Require(connection, path, "PRAGMA journal_mode = WAL", "wal");
        Run(connection, "PRAGMA synchronous = FULL");
        Require(connection, path, "PRAGMA synchronous", "2");

        // macOS: fsync alone leaves data in the drive's own cache.
        Run(connection, "PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON");
        Run(connection, "PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864");
        if (new FileInfo(path).Length <= options.CheckUpToBytes)
        {
            Require(connection, path, "PRAGMA quick_check(1)", "ok");
        }

        // Also with nothing to migrate: the first write takes the exclusive lock and proves that the file can be written.
        Run(connection, "BEGIN IMMEDIATE");
        Migrate(connection, version, time);
        TakeEpoch(connection, version == 0 ? options.FirstEpoch : null, time);
        Run(connection, "COMMIT");
    }

    /// <summary>0 for a fresh file.</summary>
    private static long ReadVersion(SqliteConnection connection, string path)
    {
        if (Read(connection, "SELECT count(*) FROM sqlite_schema") == "0")
        {
            return 0;
        }

        if (Read(connection, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'ledger'") == "0")
        {
            throw new LedgerFileException(LedgerFileProblem.Damaged, path, $"{path} is a database, but not a ledger. Name another file.");
        }

        return long.Parse(Read(connection, "SELECT max(schema_version) FROM ledger"), CultureInfo.InvariantCulture);
    }

    private static void Migrate(SqliteConnection connection, long version, TimeProvider time)
    {
        for (var step = (int)version; step < Schema.Version; step++)
        {
            Run(connection, Schema.Steps[step]);
        }

        if (version == 0)
        {
            using var first = new Statement(
                connection,
                """
                INSERT INTO ledger (one, schema_version, ledger_id, epoch, commits, clock, seal_key, generation, generation_at, generation_reason)
                VALUES (1, ?1, randomblob(16), 0, 0, ?2, randomblob(32), ?3, ?2, 'the file was made')
                """);
            first.With(1, Schema.Version).With(2, time.GetUtcNow()).With(3, Generations.Draw()).Execute();
        }
        else
        {
            using var next = new Statement(connection, "UPDATE ledger SET schema_version = ?1, commits = commits + 1");
            next.With(1, Schema.Version).Execute();
        }
    }

    /// <summary>This life of the writer gets an epoch that none of the last day had; the life before may have lasted until the clock's last mark.</summary>
    private static void TakeEpoch(SqliteConnection connection, uint? fixedEpoch, TimeProvider time)
    {
        using var row = new LedgerRow(connection);
        using var epochs = new EpochsTable(connection);
        var before = row.Read();
        var now = time.GetUtcNow() > before.Clock ? time.GetUtcNow() : before.Clock;
        if (fixedEpoch is null)
        {
            epochs.Take(before.Epoch, before.Clock);
        }

        epochs.Forget(Lifetimes.Before(now, Epochs.Memory), Epochs.MaxTaken);
        var epoch = fixedEpoch ?? Epochs.Draw(epochs.List().ToHashSet());
        epochs.Take(epoch, now);
        row.Write(epoch, before.Clock);
    }

    public static LedgerFileException Explain(SqliteException e, string path) => e.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(
            LedgerFileProblem.InUse,
            path,
            $"The ledger file {path} is in use by another process. One file serves one process: stop the other one, name another file, or keep the ledger in Redis.",
            e),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new(LedgerFileProblem.Damaged, path, Damage(path, e.Message), e),
        _ => new(LedgerFileProblem.Inaccessible, path, $"The ledger file {path} cannot be read or written: {e.Message}", e),
    };

    private static string Damage(string path, string detail) =>
        $"The ledger file {path} is damaged or is not a ledger ({detail}). Keep it together with its -wal file, and put a backup in its place, or start without one: either way no nonce is used twice, and payments of the last 24 hours come back from the audit log. Older budgets are as in the backup, or gone; so is a halt: repeat it.";

    private static void Require(SqliteConnection connection, string path, string sql, string expected)
    {
        var found = Read(connection, sql);
        if (found != expected)
        {
            throw sql.StartsWith("PRAGMA quick_check", StringComparison.Ordinal)
                ? new LedgerFileException(LedgerFileProblem.Damaged, path, Damage(path, found))
                : new LedgerFileException(LedgerFileProblem.Inaccessible, path, $"The ledger file {path} cannot be kept safe: {sql} gives {found} instead of {expected}.");
        }
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    private static string Read(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? string.Empty;
    }

    // Waits up to the connection's timeout while another process has the file.
    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // every text that comes here is a constant of this room
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
