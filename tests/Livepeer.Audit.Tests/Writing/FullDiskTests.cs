using Livepeer.Audit.Tests.Support;
using Livepeer.Payments.Desk.Audit;

namespace Livepeer.Audit.Tests.Writing;

/// <summary>A disk with room for a short record and none for a payment: whoever asks is not told that the log can be written.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const long RoomForShortRecords = 1_000;
    private const long RoomForPayments = 300_000;
    private readonly LogFolder _folder = new();
    private readonly FailingDisk _disk = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Payment_DoesNotFit_NotWritableUntilThereIsRoomForMore()
    {
        var entries = await _folder.PaymentsAsync(1);
        await using (var log = _folder.Open(disk: _disk))
        {
            var whole = Length();
            _disk.Space = whole + RoomForShortRecords;
            await RefusedAsync(log, entries[0]);
            for (var question = 0; question < 3; question++)
            {
                await Assert.ThrowsAsync<AuditUnavailableException>(async () => await log.ProbeAsync(CancellationToken.None));
                Assert.Equal(whole, Length());
            }

            _disk.Space = whole + RoomForPayments;
            await log.ProbeAsync(CancellationToken.None);
            Assert.Null(log.Counters.Outage);
            await log.AppendAsync(entries[0], CancellationToken.None);
        }

        Assert.Equal(["start", "resume", "payment"], _folder.Lines.Select(LogFolder.TypeOf).Take(3));
        Assert.Contains("\"failures\":4", _folder.Lines[1], StringComparison.Ordinal);
        Verify.IsWhole(_folder);
    }

    [Fact]
    public async Task ShortRecord_FitsWhereAPaymentDidNot_IsReleasedAndTheLogStaysUnwritable()
    {
        var entries = await _folder.PaymentsAsync(1);
        await using (var log = _folder.Open(disk: _disk))
        {
            _disk.Space = Length() + RoomForShortRecords;
            await RefusedAsync(log, entries[0]);

            await log.AppendAsync(new AuditEntry.Identity(_folder.Custodian.Address, default), CancellationToken.None);

            Assert.NotNull(log.Counters.Outage);
            await Assert.ThrowsAsync<AuditUnavailableException>(async () => await log.ProbeAsync(CancellationToken.None));
            _disk.Space = null;
            await log.ProbeAsync(CancellationToken.None);
            Assert.Null(log.Counters.Outage);
        }

        Verify.IsWhole(_folder);
    }

    [Fact]
    public async Task Payment_ThatFitsAgain_EndsTheOutageAndQuestionsCostNothing()
    {
        var entries = await _folder.PaymentsAsync(1);
        await using var log = _folder.Open(disk: _disk);
        _disk.Space = Length() + RoomForShortRecords;
        await RefusedAsync(log, entries[0]);

        // Too little for a question, and enough for what is asked about.
        _disk.Space = Length() + 20_000;
        await log.AppendAsync(entries[0], CancellationToken.None);

        Assert.Null(log.Counters.Outage);
        var flushes = _disk.Flushes;
        _folder.Clock.Advance(TimeSpan.FromSeconds(3));
        await log.ProbeAsync(CancellationToken.None);
        Assert.Equal(flushes, _disk.Flushes);
    }

    [Fact]
    public async Task BytesOfAQuestion_LeftByACrash_AreNoLostRecords()
    {
        var entries = await _folder.PaymentsAsync(1);
        await using (var log = _folder.Open(disk: _disk))
        {
            _disk.Space = Length() + 40_000;
            _disk.Room = (int)RoomForShortRecords;
            await RefusedAsync(log, entries[0]);
            (_disk.Room, _disk.CannotCut) = (null, true);
            await Assert.ThrowsAsync<AuditUnavailableException>(async () => await log.ProbeAsync(CancellationToken.None));
            Assert.True(Length() > 40_000);
        }

        await _folder.Open().DisposeAsync();
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.cut-after-*"));
        Verify.IsWhole(_folder);
    }

    private long Length() => new FileInfo(_folder.Files[0]).Length;

    private static async Task RefusedAsync(FileAuditLog log, AuditEntry entry) =>
        await Assert.ThrowsAsync<AuditUnavailableException>(async () => await log.AppendAsync(entry, CancellationToken.None));
}
