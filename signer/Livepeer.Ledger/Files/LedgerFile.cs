using Livepeer.Ledger.State;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Livepeer.Ledger.Files;

/// <summary>The open file. Belongs to one thread at a time.</summary>
internal sealed class LedgerFile : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Statement _begin;
    private readonly Statement _commit;

    /// <param name="connection">Opened and prepared by <see cref="LedgerFileOpening"/>; this file closes it.</param>
    public LedgerFile(SqliteConnection connection)
    {
        _connection = connection;
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        Row = new LedgerRow(connection);
        Payments = new PaymentsTable(connection);
        Balances = new BalancesTable(connection);
        Nonces = new NoncesTable(connection);
        Sessions = new SessionsTable(connection);
        Spend = new SpendTable(connection);
        Usage = new UsageTables(connection);
        Epochs = new EpochsTable(connection);
        Anchors = new AnchorsTable(connection);
    }

    public LedgerRow Row { get; }

    public PaymentsTable Payments { get; }

    public BalancesTable Balances { get; }

    public NoncesTable Nonces { get; }

    public SessionsTable Sessions { get; }

    public SpendTable Spend { get; }

    public UsageTables Usage { get; }

    public EpochsTable Epochs { get; }

    public AnchorsTable Anchors { get; }

    /// <summary>For tests that look at or break the file from inside.</summary>
    public SqliteConnection Connection => _connection;

    /// <summary>Writes in one transaction. When this returns, everything is on disk; when it throws, nothing is in the file.</summary>
    /// <exception cref="SqliteException">Disk full, I/O error, damage.</exception>
    /// <exception cref="FileNotFoundException">Somebody moved or removed it: what is written now nobody will ever read.</exception>
    public void Commit(Action write)
    {
        if (!File.Exists(_connection.DataSource))
        {
            throw new FileNotFoundException($"{_connection.DataSource} is gone: somebody moved or removed it while it was in use. Put it back, or start the signer again.");
        }

        RollBackLeftover();
        _begin.Execute();
        try
        {
            write();
            _commit.Execute();
        }
        catch
        {
            TryRollBack();
            throw;
        }
    }

    /// <summary>Deletes a slice of what has ended, inside a transaction.</summary>
    /// <param name="now">The ledger's clock.</param>
    /// <param name="limit">Rows per table at most.</param>
    /// <param name="gone">Gets the balances that were deleted.</param>
    /// <returns>Whether there may be more.</returns>
    public bool Sweep(DateTimeOffset now, int limit, Action<BucketId> gone)
    {
        var balances = Balances.Sweep(now, limit);
        foreach (var bucket in balances)
        {
            gone(bucket);
        }

        return Payments.Sweep(now, limit) | Nonces.Sweep(now, limit) | Sessions.Sweep(now, limit) | (balances.Count == limit);
    }

    public void Dispose()
    {
        Row.Dispose();
        Payments.Dispose();
        Balances.Dispose();
        Nonces.Dispose();
        Sessions.Dispose();
        Spend.Dispose();
        Usage.Dispose();
        Epochs.Dispose();
        Anchors.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _connection.Dispose();
    }

    private void RollBackLeftover()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            using var rollback = new Statement(_connection, "ROLLBACK");
            rollback.Execute();
        }
    }

    private void TryRollBack()
    {
        try
        {
            RollBackLeftover();
        }
        catch (SqliteException)
        {
            // The failure that led here says more. The next commit rolls back first, and fails if that is still impossible.
        }
    }
}
