using Livepeer.Audit.Tests.Support;
using Livepeer.Audit.Verification;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using TestKit.Payments;

namespace Livepeer.Audit.Tests.Anchoring;

/// <summary>The ledger is told how far the log is, and a start holds the log against that.</summary>
public sealed class AnchorTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly LogFolder _folder = new();
    private readonly RecordingLedger _ledger;

    public AnchorTests() => _ledger = new RecordingLedger(_folder.Clock);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Minute_WithSomethingNew_IsTold()
    {
        var entries = await _folder.PaymentsAsync(1);
        await using var log = await OpenAsync();
        await log.AppendAsync(entries[0], CancellationToken.None);

        _folder.Clock.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(() => log.Counters.Anchors == 1);

        var known = await KnownAsync();
        Assert.Equal(new LogAnchor(log.Id, log.Counters.Head.Sequence, log.Counters.Head.Hash, _folder.Clock.GetUtcNow()), known);
        Assert.Equal(known.Sequence, log.Counters.Anchored);
        Assert.Equal("checkpoint", LogFolder.TypeOf(_folder.Lines[^1]));
    }

    [Fact]
    public async Task Stop_InOrder_TellsTheLastRecord()
    {
        await PayAsync(2);

        var known = await KnownAsync();
        Assert.Equal((_folder.Lines.Count, Verify.Of(_folder).Head.Hash), ((int)known.Sequence, known.Hash));
        Assert.Empty(VerifyAgainst(known).Findings);
    }

    [Fact]
    public async Task KeyOutage_EndIsToldAllTheSame()
    {
        await using var log = await OpenAsync();
        _folder.Custodian.Outage = "token removed";

        _folder.Clock.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(() => log.Counters.Anchors == 1);

        Assert.Equal(log.Counters.Head.Sequence, (await KnownAsync()).Sequence);
    }

    [Fact]
    public async Task LedgerOutage_HoldsUpNothingIsSaidOnceAndMadeGoodWithTheNextHead()
    {
        var entries = await _folder.PaymentsAsync(3);
        var said = new List<string?>();
        await using var log = await OpenAsync();
        log.WatchAnchors(said.Add);
        _ledger.Outage = "disk full";
        for (var minute = 1; minute <= 2; minute++)
        {
            await log.AppendAsync(entries[minute], CancellationToken.None);
            _folder.Clock.Advance(TimeSpan.FromMinutes(1));
            await UntilAsync(() => log.Counters.FailedAnchors == minute);
        }

        _ledger.Outage = null;
        _folder.Clock.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(() => log.Counters.Anchors == 1);

        Assert.Equal(["disk full", null], said);
        Assert.Equal(log.Counters.Head.Sequence, (await KnownAsync()).Sequence);
    }

    [Fact]
    public async Task LedgerOutage_BeforeAnybodyWatches_IsSaidToWhoeverComes()
    {
        await using var log = await OpenAsync();
        _ledger.Outage = "disk full";
        _folder.Clock.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(() => log.Counters.FailedAnchors == 1);

        var said = new List<string?>();
        log.WatchAnchors(said.Add);

        Assert.Equal(["disk full"], said);
        _ledger.Outage = null;
    }

    [Fact]
    public async Task LedgerUnavailable_AtTheStart_OpensNothing()
    {
        _ledger.Outage = "disk full";
        await Assert.ThrowsAsync<LedgerUnavailableException>(OpenAsync);
        Assert.Empty(_folder.Files);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Records_CutOffTheEnd_AreMissedByTheStartAndEveryVerification(int missing)
    {
        await PayAsync(2);
        var known = await KnownAsync();
        await CutAsync(missing);
        Assert.Contains(VerifyAgainst(known).Findings, finding => finding.Reason.EndsWith($"{EndCheckWords(missing)} missing at its end", StringComparison.Ordinal));

        await using (var log = await OpenAsync())
        {
            Assert.Equal((known.Sequence, known.Sequence - missing, (long)missing), (log.Cut!.Known.Sequence, log.Cut.End.Sequence, log.Cut.Missing));

            // The ledger follows the log from here on, although its numbers are smaller.
            await UntilAsync(() => log.Counters.Anchors == 1);
            Assert.True((await KnownAsync()).Sequence <= log.Counters.Head.Sequence);
        }

        var found = VerifyAgainst(await KnownAsync());
        Assert.Contains($"that the log ended with {known.Sequence - missing}: {EndCheckWords(missing)} missing here", Assert.Single(found.Findings).Reason, StringComparison.Ordinal);

        // What the ledger knew then is told once, and not again as missing at the end.
        Assert.Single(VerifyAgainst(known).Findings);
        await using var again = await OpenAsync();
        Assert.Null(again.Cut);
    }

    [Fact]
    public async Task LastFiles_Removed_AreMissed()
    {
        await PayAsync(4, options => options with { MaxFileBytes = AuditLogOptions.MinFileBytes });
        var left = _folder.Files.Count - 1;
        File.Delete(_folder.Files[^1]);

        await using var log = await OpenAsync();

        Assert.True(left > 1);
        Assert.True(log.Cut!.Missing > 0);
    }

    [Fact]
    public async Task Log_CutAndGrownBeyond_IsMissedByItsOtherRecord()
    {
        await PayAsync(1);
        var known = await KnownAsync();
        await CutAsync(2);

        // A start that nobody's ledger sees.
        await using (var unseen = _folder.Open())
        {
            foreach (var entry in await _folder.PaymentsAsync(3, "other"))
            {
                await unseen.AppendAsync(entry, CancellationToken.None);
            }
        }

        Assert.Contains(VerifyAgainst(known).Findings, finding => finding.Reason == $"record {known.Sequence} is another than the one that the ledger knows");
        await using (var log = await OpenAsync())
        {
            Assert.Equal((known.Sequence, 0L), (log.Cut!.Known.Sequence, log.Cut.Missing));
            await UntilAsync(() => log.Counters.Anchors == 1);
        }

        Assert.Contains("what stood there was replaced", Assert.Single(VerifyAgainst(await KnownAsync()).Findings).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ledger_PutBack_KnowsAnOlderRecordWhichIsNoFinding()
    {
        await PayAsync(1);
        var older = await KnownAsync();
        await PayAsync(3, options => options with { MaxFileBytes = AuditLogOptions.MinFileBytes }, "later");
        var newer = await KnownAsync();
        await _ledger.AnchorAsync(older, instead: newer, CancellationToken.None);

        await using (var log = await OpenAsync())
        {
            Assert.Null(log.Cut);
        }

        Assert.True((await KnownAsync()).Sequence > newer.Sequence);
        Assert.Empty(VerifyAgainst(older).Findings);
    }

    [Fact]
    public async Task Record_InFilesThatWereRemoved_CannotBeComparedAndIsNoFinding()
    {
        await PayAsync(1);
        var older = await KnownAsync();
        await PayAsync(4, options => options with { MaxFileBytes = AuditLogOptions.MinFileBytes, KeepFiles = 2 }, "later");
        await _ledger.AnchorAsync(older, instead: await KnownAsync(), CancellationToken.None);

        await using (var log = await OpenAsync())
        {
            Assert.Null(log.Cut);
        }

        var found = VerifyAgainst(older);
        Assert.Empty(found.Findings);
        Assert.Contains(found.Notes, note => note.Contains("cannot be held against it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ledger_ThatKnowsOtherLogsAlone_FindsNothing()
    {
        await _ledger.AnchorAsync(new LogAnchor("another", 1_000, default, _folder.Clock.GetUtcNow()), null, CancellationToken.None);
        await PayAsync(1);
        await using var log = await OpenAsync();
        Assert.Null(log.Cut);
    }

    [Fact]
    public async Task Log_Emptied_TheNextOneKnowsWhatTheLedgerKnew()
    {
        await PayAsync(1);
        await using (var same = await OpenAsync())
        {
            Assert.Empty(same.EarlierLogs);
        }

        var known = await KnownAsync();
        await File.WriteAllTextAsync(Assert.Single(_folder.Files), string.Empty);

        await using var another = await OpenAsync();
        Assert.Equal([known], another.EarlierLogs);
        Assert.Null(another.Cut);
    }

    private static string EndCheckWords(int missing) => missing == 1 ? "1 record is" : $"{missing} records are";

    private Task<FileAuditLog> OpenAsync() => OpenAsync(static options => options);

    private Task<FileAuditLog> OpenAsync(Func<AuditLogOptions, AuditLogOptions> change) =>
        FileAuditLog.OpenAsync(change(_folder.Options), _folder.Custodian, _ledger, _folder.Clock, CancellationToken.None);

    private async Task PayAsync(int payments, Func<AuditLogOptions, AuditLogOptions>? change = null, string prefix = "payment")
    {
        var entries = await _folder.PaymentsAsync(payments, prefix);
        await using var log = await OpenAsync(change ?? (static options => options));
        foreach (var entry in entries)
        {
            await log.AppendAsync(entry, CancellationToken.None);
        }
    }

    private async Task<LogAnchor> KnownAsync() => Assert.Single(await _ledger.ReadAnchorsAsync(CancellationToken.None));

    private AuditVerification VerifyAgainst(LogAnchor known) =>
        Verify.Of(_folder, new AuditVerificationOptions { Anchors = [new(new AuditHead(known.Sequence, known.Hash), AnchorSource.Ledger)] });

    private async Task CutAsync(int records)
    {
        var lines = await File.ReadAllLinesAsync(_folder.Files[^1]);
        Assert.True(lines.Length > records);
        await File.WriteAllTextAsync(_folder.Files[^1], string.Join('\n', lines[..^records]) + "\n");
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Deadline, "what was awaited did not come");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
