using Microsoft.Data.Sqlite;

namespace Livepeer.Ledger.Tests;

/// <summary>Making, opening and refusing files.</summary>
public sealed class LedgerFileTests : IAsyncLifetime
{
    private readonly LedgerFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task FreshFile_IsForItsOwnerAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var ledger = Open();
        await ledger.ProbeAsync(CancellationToken.None);

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Owner, File.GetUnixFileMode(_folder.File));
        Assert.Equal(Owner, File.GetUnixFileMode(_folder.File + "-wal"));
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(_folder.File)!));
    }

    [Fact]
    public async Task OpenFile_FlushesEveryCommit()
    {
        await using var ledger = Open();

        var settings = await ledger.ReadAsync(
            (file, _) => (Ask(file.Connection, "PRAGMA synchronous"), Ask(file.Connection, "PRAGMA journal_mode"), Ask(file.Connection, "PRAGMA locking_mode")),
            CancellationToken.None);

        Assert.Equal(("2", "wal", "exclusive"), settings);
    }

    [Fact]
    public async Task SecondLedger_IsRefusedByNameOfTheFile()
    {
        await using var ledger = Open();

        var failure = Assert.Throws<LedgerFileException>(() => Open());

        Assert.Equal(LedgerFileProblem.InUse, failure.Problem);
        Assert.Equal(_folder.File, failure.File);
        Assert.Contains(_folder.File, failure.Message, StringComparison.Ordinal);
        await new Order("a").PayAsync(ledger);
    }

    [Fact]
    public async Task ClosedLedger_CanBeOpenedAgain()
    {
        await Open().DisposeAsync();

        await using var ledger = Open();
        await ledger.ProbeAsync(CancellationToken.None);
    }

    [Fact]
    public async Task NewerFormat_IsRefusedAndLeftAlone()
    {
        await Open().DisposeAsync();
        Change("UPDATE ledger SET schema_version = 99");

        var failure = Assert.Throws<LedgerFileException>(() => Open());

        Assert.Equal(LedgerFileProblem.NewerVersion, failure.Problem);
        Assert.Contains("format 99", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedPages_AreRefused()
    {
        await using (var ledger = Open())
        {
            await Task.WhenAll(Enumerable.Range(0, 300).Select(i => new Order($"{i}").PayAsync(ledger)));
        }

        var bytes = await File.ReadAllBytesAsync(_folder.File);
        bytes.AsSpan(4096 * 3, bytes.Length - (4096 * 3)).Fill(0x5a);
        await File.WriteAllBytesAsync(_folder.File, bytes);

        Assert.Equal(LedgerFileProblem.Damaged, Assert.Throws<LedgerFileException>(() => Open()).Problem);
    }

    [Fact]
    public void FileOfSomethingElse_IsRefused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File)!);
        File.WriteAllText(_folder.File, new string('x', 5_000));

        Assert.Equal(LedgerFileProblem.Damaged, Assert.Throws<LedgerFileException>(() => Open()).Problem);
    }

    [Fact]
    public async Task DatabaseOfSomethingElse_IsRefused()
    {
        await Open().DisposeAsync();
        Change("DROP TABLE ledger");

        Assert.Contains("not a ledger", Assert.Throws<LedgerFileException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FolderThatCannotBeMade_IsRefused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File)!);
        File.WriteAllText(_folder.File, string.Empty);

        var failure = Assert.Throws<LedgerFileException>(() =>
            EmbeddedLedger.Open(new EmbeddedLedgerOptions { Path = Path.Combine(_folder.File, "below", "ledger.db") }, TimeProvider.System));

        Assert.Equal(LedgerFileProblem.Inaccessible, failure.Problem);
    }

    [Fact]
    public void BadOptions_AreAllNamedAtOnce()
    {
        var options = new EmbeddedLedgerOptions { Path = "", MaxQueuedOrders = 0, MaxOrdersPerCommit = 0, CachedRows = 1, CheckUpToBytes = -1, FirstEpoch = 1 << 22 };

        var failure = Assert.Throws<ArgumentException>(() => EmbeddedLedger.Open(options, TimeProvider.System));

        Assert.Equal(6, options.Problems().Count);
        Assert.All(
            ["Path", "MaxQueuedOrders", "MaxOrdersPerCommit", "CachedRows", "CheckUpToBytes", "FirstEpoch"],
            name => Assert.Contains(name, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FreshFile_TakesARandomEpochThatStays()
    {
        var options = new EmbeddedLedgerOptions { Path = _folder.File };
        uint epoch;
        await using (var ledger = EmbeddedLedger.Open(options, TimeProvider.System))
        {
            epoch = ledger.Counters.Epoch;
        }

        await using var again = EmbeddedLedger.Open(options, TimeProvider.System);

        Assert.InRange(epoch, 1u, EmbeddedLedgerOptions.MaxEpoch);
        Assert.Equal(epoch, (await new Order("a").LookAsync(again)).Epoch);
    }

    [Fact]
    public async Task NewEpoch_IsAnotherAndStays()
    {
        uint epoch;
        await using (var ledger = Open())
        {
            await new Order("a").PayAsync(ledger);
            epoch = await ledger.BeginEpochAsync(CancellationToken.None);
        }

        await using var again = Open();
        var seen = await new Order("b").LookAsync(again);

        Assert.NotEqual(0u, epoch);
        Assert.Equal(epoch, seen.Epoch);
        Assert.Equal(0u, seen.Nonces!.Epoch);
    }

    private EmbeddedLedger Open() => EmbeddedLedger.Open(_folder.Options, TimeProvider.System);

    private static string Ask(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this test
        command.CommandText = pragma;
#pragma warning restore CA2100
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=False");
        connection.Open();
        Ask(connection, sql);
    }
}
