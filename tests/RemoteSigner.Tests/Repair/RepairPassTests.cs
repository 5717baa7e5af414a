using Livepeer.Audit;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Desk.Repair;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RemoteSigner.Repair;
using RemoteSigner.Tests.Support;
using TestKit.Payments;

namespace RemoteSigner.Tests.Repair;

/// <summary>Comparisons of a ledger with a log that has more payments than are compared at a start.</summary>
public sealed class RepairPassTests : IAsyncDisposable
{
    private const int Many = 1_100;
    private const int ComparedAtStart = 512;
    private readonly PrivateKey _key = Some.Key();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("repair-");
    private readonly FakeTimeProvider _clock = new(Some.Now);
    private readonly CollectedLogs _logs = new();
    private readonly FileAuditLog _audit;

    public RepairPassTests() =>
        _audit = FileAuditLog.Open(new AuditLogOptions { Folder = _folder.FullName, Version = "1" }, new InMemoryCustodian(_key), _clock);

    public async ValueTask DisposeAsync()
    {
        await _audit.DisposeAsync();
        _logs.Dispose();
        _key.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task FreshFolder_IsMarkedInItsGeneration()
    {
        var ledger = new RecordingLedger(_clock);
        var began = ledger.Generation;
        using var repair = new LedgerRepair(ledger, _audit, _clock, Logger());

        await repair.StartAsync(CancellationToken.None);

        Assert.Equal((began, began.Number), (ledger.Generation, _audit.ReadRepairedGeneration()));
        await repair.StopAsync(CancellationToken.None);
        Assert.Equal(0, Comparisons());
    }

    [Fact]
    public async Task FewPaymentsLost_AreBackAndTheirGenerationMarkedBeforeServing()
    {
        await PayAsync(new RecordingLedger(_clock), 500);
        var emptied = new RecordingLedger(_clock);
        using var repair = new LedgerRepair(emptied, _audit, _clock, Logger());

        await repair.StartAsync(CancellationToken.None);

        Assert.Equal((500, 1L, 1L), (emptied.Usage.Count, emptied.Generation.Number, _audit.ReadRepairedGeneration()));
        await repair.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task MarkMissing_WholeLedger_GoesOnInItsGeneration()
    {
        var ledger = new RecordingLedger(_clock);
        await PayAsync(ledger, Many);
        var began = ledger.Generation;

        // The clock stands: nothing is waited for that may be on its way to the log.
        var watched = new WatchedRepair(ledger);
        await RunAsync(watched, () => _audit.ReadRepairedGeneration() == began.Number, advance: false);

        Assert.Equal((began, 0, ComparedAtStart + Many), (ledger.Generation, watched.Restored, watched.Compared));
    }

    [Fact]
    public async Task RepairBrokenOff_NextStart_FinishesItInTheSameGeneration()
    {
        await PayAsync(new RecordingLedger(_clock), Many);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var emptied = new RecordingLedger(_clock) { Generation = new(5, _clock.GetUtcNow(), "emptied") };
        var watched = new WatchedRepair(emptied) { BatchesUntilOut = 20 };
        await RunAsync(watched, () => watched.Restored == 3 * ILedgerRepair.MaxPayments && _logs.All.Any(line => line.Contains("tried again", StringComparison.Ordinal)));
        Assert.Null(_audit.ReadRepairedGeneration());
        await PayAsync(emptied, 600, "new");

        var rest = await WholeAsync(emptied);

        Assert.Equal(Many - (3 * ILedgerRepair.MaxPayments), rest.Restored);
        Assert.Equal(Many + 600, emptied.Usage.Count);
        Assert.Equal(5, emptied.Generation.Number);
    }

    [Fact]
    public async Task LedgerAwayForAMoment_ComparisonGoesOnWhereItWas()
    {
        await PayAsync(new RecordingLedger(_clock), Many);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var emptied = new RecordingLedger(_clock);
        var watched = new WatchedRepair(emptied) { BatchesUntilOut = 20 };
        using var repair = new LedgerRepair(watched, _audit, _clock, Logger());
        await repair.StartAsync(CancellationToken.None);
        await UntilAsync(() => _logs.All.Any(line => line.Contains("goes on where it was", StringComparison.Ordinal)));

        watched.BatchesUntilOut = null;
        await UntilAsync(() => _audit.ReadRepairedGeneration() == emptied.Generation.Number);

        await repair.StopAsync(CancellationToken.None);
        Assert.Equal((Many, ComparedAtStart + Many, 1), (emptied.Usage.Count, watched.Compared, Comparisons()));
    }

    [Fact]
    public async Task RowThatCannotBeRead_KeepsNothingElseAway_AndIsTriedAgainLater()
    {
        await PayAsync(new RecordingLedger(_clock), Many);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var emptied = new RecordingLedger(_clock);
        var unreadable = _audit.PaymentsNewestFirst(DateTimeOffset.MinValue).ElementAt(700);
        var watched = new WatchedRepair(emptied) { Fault = Unreadable(unreadable) };
        using var repair = new LedgerRepair(watched, _audit, _clock, Logger());
        await repair.StartAsync(CancellationToken.None);
        await UntilAsync(() => Said("1 payments of the audit log could not be compared") == 1);

        Assert.Equal(Many - 1, emptied.Usage.Count);
        Assert.Null(_audit.ReadRepairedGeneration());
        Assert.Equal(1, Said($"The payment {unreadable.Keys.IdempotencyKey} of tenant {unreadable.Keys.Tenant.Value} cannot be compared with the ledger and is left out for now: unreadable"));
        Assert.Equal(2, _logs.Errors.Count());

        watched.Fault = static _ => null;
        await UntilAsync(() => _audit.ReadRepairedGeneration() == emptied.Generation.Number);
        await repair.StopAsync(CancellationToken.None);
        Assert.Equal((Many, 2), (emptied.Usage.Count, Comparisons()));
    }

    [Fact]
    public async Task RowThatCannotBeRead_NextGeneration_IsComparedAtOnce()
    {
        await PayAsync(new RecordingLedger(_clock), 100);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var emptied = new RecordingLedger(_clock);
        var watched = new WatchedRepair(emptied) { Fault = Unreadable(_audit.PaymentsNewestFirst(DateTimeOffset.MinValue).First()) };
        using var repair = new LedgerRepair(watched, _audit, _clock, Logger());
        await repair.StartAsync(CancellationToken.None);
        await UntilAsync(() => Said("could not be compared with the ledger. All") == 1);

        var next = await emptied.BeginGenerationAsync("another loss", CancellationToken.None);

        // The clock stands: no rest ends by itself.
        await UntilAsync(() => Said($"Comparing the ledger's generation {next.Number} ") == 1, advance: false);
        await repair.StopAsync(CancellationToken.None);
        Assert.Equal(99, emptied.Usage.Count);
    }

    [Fact]
    public async Task RowThatCannotBeRead_GenerationBeginsMeanwhile_EndsThePass()
    {
        var log = new RecordingAuditLog();
        await PayAsync(new RecordingLedger(_clock), 100, log: log);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var emptied = new RecordingLedger(_clock);
        var began = emptied.Generation;
        var payments = log.Entries.OfType<AuditEntry.Payment>().Select(entry => entry.Paid).ToArray();
        var watched = new WatchedRepair(emptied)
        {
            Fault = payments =>
            {
                emptied.Generation = payments.Count > 0 ? new(7, _clock.GetUtcNow(), "meanwhile") : emptied.Generation;
                return payments.Count > 0 ? "unreadable" : null;
            },
        };

        var outcome = await new RepairPass(watched, _clock, Logger()).RunAsync(began, payments, CancellationToken.None);

        Assert.Equal(new(began, 0, 0, IsOvertaken: true), outcome);
        Assert.Empty(_logs.Errors);
    }

    [Fact]
    public async Task ManyRowsThatCannotBeRead_AFewAreNamedAndAllCounted()
    {
        var log = new RecordingAuditLog();
        await PayAsync(new RecordingLedger(_clock), 100, log: log);
        var clock = new LeapingClock(Some.Now.AddMinutes(1));
        var emptied = new RecordingLedger(clock);
        var payments = log.Entries.OfType<AuditEntry.Payment>().Select(entry => entry.Paid).ToArray();
        var watched = new WatchedRepair(emptied) { Fault = Unreadable(payments[..70]) };

        var outcome = await new RepairPass(watched, clock, Logger()).RunAsync(emptied.Generation, payments, CancellationToken.None);

        Assert.Equal(new(emptied.Generation, 30, 70, IsOvertaken: false), outcome);
        Assert.Equal((8, 8), (Said("is left out for now"), _logs.Errors.Count()));
    }

    [Fact]
    public async Task LogThatCannotBeRead_IsSaidAtTheStartAndOnceAfterIt()
    {
        var broken = Path.Combine(_folder.FullName, "audit-0000000000000999.jsonl");
        Directory.CreateSymbolicLink(broken, broken);
        using var repair = new LedgerRepair(new RecordingLedger(_clock), _audit, _clock, Logger());
        await repair.StartAsync(CancellationToken.None);

        await UntilAsync(() => Comparisons() == 4);

        await repair.StopAsync(CancellationToken.None);
        Assert.Equal(2, _logs.Errors.Count());
        Assert.Null(_audit.ReadRepairedGeneration());
    }

    [Fact]
    public async Task LedgerAwayForAnHour_IsNotWaitedForASecondTimeWhenItIsBack()
    {
        await PayAsync(new RecordingLedger(_clock), Many);
        var emptied = new RecordingLedger(_clock);
        var clock = new LeapingClock(Some.Now);
        var (batches, back) = (0, DateTimeOffset.MaxValue);
        var watched = new WatchedRepair(emptied)
        {
            Fault = payments =>
            {
                batches += payments.Count > 0 ? 1 : 0;
                back = batches == 20 && back == DateTimeOffset.MaxValue ? clock.GetUtcNow().AddHours(1) : back;
                return back != DateTimeOffset.MaxValue && clock.GetUtcNow() < back ? "away" : null;
            },
        };
        using var repair = new LedgerRepair(watched, _audit, clock, Logger());
        await repair.StartAsync(CancellationToken.None);

        await UntilAsync(() => _audit.ReadRepairedGeneration() == emptied.Generation.Number, advance: false);

        // Half a minute until it is asked again, and a second for those who pay.
        Assert.InRange(clock.GetUtcNow() - back, TimeSpan.Zero, TimeSpan.FromSeconds(31));
        await repair.StopAsync(CancellationToken.None);
        Assert.Equal(Many, emptied.Usage.Count);

        // Many times it was asked in vain.
        Assert.Equal((1, 1), (_logs.Errors.Count(), Said("The ledger answers again")));
    }

    [Fact]
    public async Task BeforeServing_NobodyPays_AndNothingPauses()
    {
        await PayAsync(new RecordingLedger(_clock), 500);
        var clock = new LeapingClock(Some.Now);
        var slow = TimeSpan.FromSeconds(5);
        var batches = 0;
        var watched = new WatchedRepair(new RecordingLedger(_clock))
        {
            Fault = payments =>
            {
                batches += payments.Count > 0 ? 1 : 0;
                clock.Advance(payments.Count > 0 ? slow : TimeSpan.Zero);
                return null;
            },
        };
        using var repair = new LedgerRepair(watched, _audit, clock, Logger());

        await repair.StartAsync(CancellationToken.None);

        Assert.Equal(batches * slow, clock.GetUtcNow() - Some.Now);
        await repair.StopAsync(CancellationToken.None);
        Assert.Equal(500, watched.Restored);
    }

    [Fact]
    public async Task LedgerOutAtTheStart_NewPayments_DoNotHideTheLoss()
    {
        await PayAsync(new RecordingLedger(_clock), 10);
        var emptied = new RecordingLedger(_clock);
        var watched = new WatchedRepair(emptied) { IsOut = true };
        using var repair = new LedgerRepair(watched, _audit, _clock, Logger());
        await repair.StartAsync(CancellationToken.None);
        await PayAsync(emptied, 600, "new");
        watched.IsOut = false;

        await UntilAsync(() => watched.Restored == 10);

        await repair.StopAsync(CancellationToken.None);
        Assert.NotEqual(0, emptied.Generation.Number);
        Assert.Equal(610, emptied.Usage.Count);
    }

    [Fact]
    public async Task LostWhileServing_RecordedAfterThePass_ComesBackWithTheSecond()
    {
        var late = new RecordingAuditLog();
        await PayAsync(new RecordingLedger(_clock), 1, "late", late);
        var ledger = new RecordingLedger(_clock);
        await PayAsync(ledger, 10);
        var watched = new WatchedRepair(ledger);
        using var repair = new LedgerRepair(watched, _audit, _clock, Logger());
        await repair.StartAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var next = await ledger.BeginGenerationAsync("lost", CancellationToken.None);
        await UntilAsync(() => _logs.All.Any(line => line.Contains("put back: 0", StringComparison.Ordinal)), advance: false);
        Assert.NotEqual(next.Number, _audit.ReadRepairedGeneration());

        await _audit.AppendAsync(late.Entries[0], CancellationToken.None);
        await UntilAsync(() => _audit.ReadRepairedGeneration() == next.Number);

        await repair.StopAsync(CancellationToken.None);
        Assert.Equal((1, next), (watched.Restored, ledger.Generation));

        // Before serving, in the first pass, and the late one alone in the second.
        Assert.Equal(10 + 10 + 1, watched.Compared);
    }

    [Fact]
    public async Task LongPass_TellsHowFarItIs()
    {
        var log = new RecordingAuditLog();
        var ledger = new RecordingLedger(_clock);
        await PayAsync(ledger, 200, log: log);
        var slow = log.Entries.OfType<AuditEntry.Payment>().Select(entry =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            return entry.Paid;
        });

        await new RepairPass(ledger, _clock, Logger()).RunAsync(ledger.Generation, slow, CancellationToken.None);

        var told = Assert.Single(_logs.All, line => line.Contains("so far", StringComparison.Ordinal));
        Assert.Contains($"128 payments so far, the newest first, back to {Some.Now:u}. Put back: 0.", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MarkedGeneration_NewestPaymentsKnown_IsNotComparedFurther()
    {
        var ledger = new RecordingLedger(_clock);
        await PayAsync(ledger, 10);
        await WholeAsync(ledger);
        var compared = Comparisons();

        using var repair = new LedgerRepair(new WatchedRepair(ledger), _audit, _clock, Logger());
        await repair.StartAsync(CancellationToken.None);
        var next = await ledger.BeginGenerationAsync("declared", CancellationToken.None);
        await UntilAsync(() => _audit.ReadRepairedGeneration() == next.Number);
        await repair.StopAsync(CancellationToken.None);

        // That of the next generation alone.
        Assert.Equal(compared + 1, Comparisons());
    }

    [Fact]
    public async Task MarkedGeneration_PaymentOfItMissing_BeginsAnotherBeforeServing()
    {
        await PayAsync(new RecordingLedger(_clock), 600);
        _audit.MarkRepaired(0);
        var older = new RecordingLedger(_clock);
        using var repair = new LedgerRepair(older, _audit, _clock, Logger());

        await repair.StartAsync(CancellationToken.None);
        Assert.NotEqual(0, older.Generation.Number);
        Assert.True(older.Usage.Count >= 2 * ILedgerRepair.MaxPayments);

        await UntilAsync(() => _audit.ReadRepairedGeneration() == older.Generation.Number);
        await repair.StopAsync(CancellationToken.None);
        Assert.Equal(600, older.Usage.Count);
    }

    private static Func<IReadOnlyList<RecordedPayment>, string?> Unreadable(params AuditedPayment[] rows)
    {
        var keys = rows.Select(row => row.Keys.IdempotencyKey).ToHashSet();
        return payments => payments.Any(payment => keys.Contains(payment.Usage.IdempotencyKey)) ? "unreadable" : null;
    }

    private int Comparisons() => Said("Comparing the ledger's generation");

    private int Said(string text) => _logs.All.Count(line => line.Contains(text, StringComparison.Ordinal));

    private ILogger<LedgerRepair> Logger() => new LoggerFactory([_logs]).CreateLogger<LedgerRepair>();

    /// <summary>Runs until the ledger's generation is marked as whole.</summary>
    private async Task<WatchedRepair> WholeAsync(RecordingLedger ledger)
    {
        var watched = new WatchedRepair(ledger);
        await RunAsync(watched, () => _audit.ReadRepairedGeneration() == ledger.Generation.Number);
        return watched;
    }

    private async Task RunAsync(ILedgerRepair ledger, Func<bool> isDone, bool advance = true)
    {
        using var repair = new LedgerRepair(ledger, _audit, _clock, Logger());
        await repair.StartAsync(CancellationToken.None);
        await UntilAsync(isDone, advance);
        await repair.StopAsync(CancellationToken.None);
    }

    private async Task UntilAsync(Func<bool> isDone, bool advance = true) => await Eventually.HoldsAsync(() =>
    {
        if (isDone())
        {
            return Task.FromResult(true);
        }

        // Pauses are over as soon as they begin.
        _clock.Advance(advance ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
        return Task.FromResult(false);
    });

    private async Task PayAsync(RecordingLedger ledger, int count, string prefix = "payment", IAuditLog? log = null)
    {
        var desk = new PaymentDesk(new InMemoryCustodian(_key), ledger, ledger, log ?? _audit, new FixedChainView(Some.Chain()), PaymentPolicy.Default, _clock);
        var payments = Enumerable.Range(0, count).Select(async i =>
        {
            var order = Some.Order($"{prefix}-{i}") with { Offer = Some.Offer($"{prefix}-{i}"), PaymentSessionId = $"{prefix}-{i}", Job = Some.Ai(), Tenant = new($"tenant-{i / 50}") };
            var result = await desk.PayAsync(order, CancellationToken.None);
            Assert.True(result is PaymentResult.Paid, result.ToString());
        });
        await Task.WhenAll(payments);
    }
}
