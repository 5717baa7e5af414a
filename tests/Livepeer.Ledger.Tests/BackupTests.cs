using Microsoft.Extensions.Time.Testing;

namespace Livepeer.Ledger.Tests;

/// <summary>Copies of an open ledger.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private readonly LedgerFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private EmbeddedLedger _ledger = null!;

    private string Copy => Path.Combine(Path.GetDirectoryName(_folder.File)!, "copy.db");

    public Task InitializeAsync()
    {
        _ledger = EmbeddedLedger.Open(_folder.Options, _time);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Delete();
    }

    [Fact]
    public async Task Copy_KnowsEveryPaymentInAGenerationOfItsOwn()
    {
        var plan = await new Order("a").PayAsync(_ledger);
        var original = await new Order("a").LookAsync(_ledger);

        var backup = await _ledger.BackUpAsync(Copy, CancellationToken.None);

        await using var copy = OpenCopy();
        var seen = await new Order("a").LookAsync(copy);
        Assert.Equal(plan, seen.Earlier!.Plan);
        Assert.Equal((original.Nonces, original.Session), (seen.Nonces, seen.Session));
        Assert.Equal(backup.Generation, seen.Generation);
        Assert.NotEqual(original.Generation, seen.Generation);
        Assert.NotEqual(original.Epoch, seen.Epoch);
        Assert.Null(seen.Balance);
        Assert.Equal(_time.GetUtcNow(), backup.At);
    }

    [Fact]
    public async Task Copy_IsOneFileForItsOwnerAlone()
    {
        await new Order("a").PayAsync(_ledger);

        var backup = await _ledger.BackUpAsync(Copy, CancellationToken.None);

        Assert.Equal((Copy, new FileInfo(Copy).Length), (backup.File, backup.Bytes));
        Assert.Equal(["copy.db"], Directory.GetFiles(Path.GetDirectoryName(Copy)!, "copy*").Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Copy));
        }
    }

    [Fact]
    public async Task Copy_LeavesTheOriginalAsItWas()
    {
        await new Order("a").PayAsync(_ledger);
        var before = await new Order("look").LookAsync(_ledger);

        await _ledger.BackUpAsync(Copy, CancellationToken.None);

        Assert.Equal(before, await new Order("look").LookAsync(_ledger));
        await new Order("b").PayAsync(_ledger);
    }

    [Fact]
    public async Task Copy_MadeWhilePaymentsRun_HasAWholeHistory()
    {
        await Task.WhenAll(Enumerable.Range(0, 800).Select(i => Paid(i).PayAsync(_ledger)));
        using var stop = new CancellationTokenSource();
        var paid = 800;
        var paying = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await Paid(paid).PayAsync(_ledger);
                paid++;
            }
        });

        await _ledger.BackUpAsync(Copy, CancellationToken.None);
        await stop.CancelAsync();
        await paying;

        await using var copy = OpenCopy();
        var known = 0;
        while ((await Paid(known).LookAsync(copy)).Earlier is not null)
        {
            known++;
        }

        // What it has is a beginning of what was paid, in every table alike.
        Assert.InRange(known, 800, paid);
        Assert.Equal(known, (await Paid(paid).LookAsync(copy)).Session!.Payments);
        for (var lost = known; lost < paid; lost++)
        {
            Assert.Null((await Paid(lost).LookAsync(copy)).Earlier);
        }
    }

    [Fact]
    public async Task Copy_CannotBeWritten_SaysSoAndLeavesNothing()
    {
        var failure = await Assert.ThrowsAsync<LedgerFileException>(() => _ledger.BackUpAsync(Path.Combine(_folder.File, "below", "copy.db"), CancellationToken.None));

        Assert.Equal(LedgerFileProblem.Inaccessible, failure.Problem);
        await new Order("a").PayAsync(_ledger);
        await _ledger.BackUpAsync(Copy, CancellationToken.None);
    }

    [Fact]
    public async Task Copy_GivenUp_LeavesNothing()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _ledger.BackUpAsync(Copy, stop.Token));

        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Copy)!, "copy*"));
    }

    // As a restored disk comes back: of the same generation, and with nobody who says so.
    [Fact]
    public async Task OldFilePutBack_Unnoticed_RepeatsNeitherNoncesNorNamesOfEvents()
    {
        await UsageLogTests.PayAsync(_ledger, "kept", "acme");
        await _ledger.DisposeAsync();
        File.Copy(_folder.File, Copy);
        var nonces = new List<uint>();
        var names = new List<string>();
        for (var life = 0; life < 4; life++)
        {
            File.Copy(Copy, _folder.File, overwrite: true);
            _ledger = EmbeddedLedger.Open(_folder.Options, _time);
            _time.Advance(TimeSpan.FromSeconds(1));
            await UsageLogTests.PayAsync(_ledger, "lost", "acme");
            nonces.Add((await new Order("lost").LookAsync(_ledger)).Earlier!.Plan!.FirstNonce);
            var events = await _ledger.ReadEventsAsync(1, 10, CancellationToken.None);
            Assert.Equal(2, Assert.Single(events).Number);
            names.Add(events[0].EventId);
            await _ledger.DisposeAsync();
        }

        Assert.Equal(4, nonces.Distinct().Count());
        Assert.Equal(4, names.Distinct().Count());
    }

    private static Order Paid(int number) => new($"{number}") { Bucket = $"{number}", RandHash = null };

    private EmbeddedLedger OpenCopy() => EmbeddedLedger.Open(new EmbeddedLedgerOptions { Path = Copy }, _time);
}
