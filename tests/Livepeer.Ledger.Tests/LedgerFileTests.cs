using Livepeer.Payments.Desk;
using Livepeer.Payments.Tickets;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

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
    public async Task SecondProcess_IsRefusedAndTheFirstGoesOn()
    {
        await using var ledger = Open();
        await new Order("a").PayAsync(ledger);

        using var second = PayingProcess.Start([], _folder.File, "b", callers: 1, payments: 1);
        var output = await second.StandardOutput.ReadToEndAsync();
        await second.WaitForExitAsync();

        Assert.NotEqual(0, second.ExitCode);
        Assert.Equal(string.Empty, output);
        Assert.Equal(2u, (await new Order("b").PayAsync(ledger)).FirstNonce & SenderNonce.MaxCounter);
    }

    // Written through the open handle it would look durable, and be gone with the process.
    [Fact]
    public async Task FileRemoved_WhileItIsOpen_NothingIsPaidAndNoHaltIsDurable()
    {
        await using var ledger = Open();
        await new Order("a").PayAsync(ledger);
        File.Move(_folder.File, _folder.File + ".away");

        var failure = await Assert.ThrowsAsync<LedgerUnavailableException>(() => new Order("b").PayAsync(ledger));
        await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await ledger.HaltAsync("a test", CancellationToken.None));
        await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await ledger.ProbeAsync(CancellationToken.None));
        Assert.Contains($"{_folder.File} is gone", failure.Message, StringComparison.Ordinal);

        File.Move(_folder.File + ".away", _folder.File);
        Assert.Equal(2u, (await new Order("b").PayAsync(ledger)).FirstNonce & SenderNonce.MaxCounter);
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
    public async Task FreshFile_TakesARandomEpochAndGeneration()
    {
        await using var ledger = EmbeddedLedger.Open(new EmbeddedLedgerOptions { Path = _folder.File }, TimeProvider.System);

        Assert.InRange(ledger.Counters.Epoch, 1u, SenderNonce.MaxEpoch);
        Assert.InRange(ledger.Counters.Generation, 1, (1L << 53) - 1);
    }

    [Fact]
    public async Task EveryLife_ClaimsItsEpochInTheFile()
    {
        var lives = new List<uint>();
        for (var life = 0; life < 5; life++)
        {
            await using var ledger = EmbeddedLedger.Open(new EmbeddedLedgerOptions { Path = _folder.File }, TimeProvider.System);
            lives.Add(ledger.Counters.Epoch);
            Assert.Subset((await ledger.ReadAsync((file, _) => file.Epochs.List(), CancellationToken.None)).ToHashSet(), lives.ToHashSet());
        }

        Assert.Equal(5, lives.Distinct().Count());
    }

    [Fact]
    public async Task ClaimsOfEpochs_AreForgottenAfterADay()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await EmbeddedLedger.Open(_folder.Options, time).DisposeAsync();
        await EmbeddedLedger.Open(_folder.Options, time).DisposeAsync();
        time.Advance(TimeSpan.FromHours(27));

        await using var ledger = EmbeddedLedger.Open(_folder.Options, time);

        Assert.Equal([ledger.Counters.Epoch], await ledger.ReadAsync((file, _) => file.Epochs.List(), CancellationToken.None));
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
