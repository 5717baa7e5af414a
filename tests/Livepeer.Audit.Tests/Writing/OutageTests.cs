using Livepeer.Audit.Tests.Support;
using Livepeer.Payments.Desk.Audit;

namespace Livepeer.Audit.Tests.Writing;

/// <summary>A disk that fails: nothing is released, nothing half-written stays, and it goes on when the disk does.</summary>
public sealed class OutageTests : IDisposable
{
    private readonly LogFolder _folder = new();
    private readonly FailingDisk _disk = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public async Task DiskFull_PartOfARecordFits_IsCutBackAndGoesOnLater(int room)
    {
        var entries = await _folder.PaymentsAsync(2);
        await using (var log = _folder.Open(disk: _disk))
        {
            var whole = new FileInfo(_folder.Files[0]).Length;
            _disk.Room = room;
            var refused = await Assert.ThrowsAsync<AuditUnavailableException>(async () => await log.AppendAsync(entries[0], CancellationToken.None));
            Assert.Contains("No space left", refused.Message, StringComparison.Ordinal);
            Assert.Equal(whole, new FileInfo(_folder.Files[0]).Length);
            await Assert.ThrowsAsync<AuditUnavailableException>(async () => await log.ProbeAsync(CancellationToken.None));
            Assert.Equal((2L, refused.Message), (log.Counters.Failures, log.Counters.Outage));

            _disk.Room = null;
            await log.ProbeAsync(CancellationToken.None);
            Assert.Null(log.Counters.Outage);
            await log.AppendAsync(entries[0], CancellationToken.None);
        }

        Assert.Equal(["start", "resume", "payment"], _folder.Lines.Select(LogFolder.TypeOf).Take(3));
        Assert.Contains("\"failures\":2", _folder.Lines[1], StringComparison.Ordinal);
        Verify.IsWhole(_folder);
    }

    [Fact]
    public async Task FlushAndCut_BothFail_WhatMayBeThereIsTakenAwayBeforeTheNextRecord()
    {
        var entries = await _folder.PaymentsAsync(2);
        await using (var log = _folder.Open(disk: _disk))
        {
            (_disk.CannotFlush, _disk.CannotCut) = (true, true);
            await Assert.ThrowsAsync<AuditUnavailableException>(async () => await log.AppendAsync(entries[0], CancellationToken.None));
            await Assert.ThrowsAsync<AuditUnavailableException>(async () => await log.AppendAsync(entries[0], CancellationToken.None));
            (_disk.CannotFlush, _disk.CannotCut) = (false, false);
            await log.AppendAsync(entries[1], CancellationToken.None);
        }

        Assert.Equal("payment-1", System.Text.Json.JsonDocument.Parse(Assert.Single(_folder.Lines, line => LogFolder.TypeOf(line) == "payment")).RootElement.GetProperty("key").GetString());
        Verify.IsWhole(_folder);
    }

    [Fact]
    public async Task NextFile_CannotBeMade_GoesOnLater()
    {
        var entries = await _folder.PaymentsAsync(2);
        await using (var log = _folder.Open(options => options with { MaxFileBytes = AuditLogOptions.MinFileBytes }, _disk))
        {
            await log.AppendAsync(entries[0], CancellationToken.None);
            _disk.CannotOpen = true;
            await Assert.ThrowsAsync<AuditUnavailableException>(async () => await log.AppendAsync(entries[1], CancellationToken.None));
            _disk.CannotOpen = false;
            await log.AppendAsync(entries[1], CancellationToken.None);
        }

        Assert.True(_folder.Files.Count > 1);
        Verify.IsWhole(_folder);
    }

    // A file that is open goes on taking bytes when its name is gone; readiness asks now and then, and finds it.
    [Fact]
    public async Task File_RemovedBySomebody_IsNoticedAndTheLossIsFound()
    {
        var entries = await _folder.PaymentsAsync(2);
        await using (var log = _folder.Open())
        {
            await log.AppendAsync(entries[0], CancellationToken.None);
            var kept = _folder.Files[0];
            File.Delete(kept);
            _folder.Clock.Advance(TimeSpan.FromSeconds(3));
            await Assert.ThrowsAsync<AuditUnavailableException>(async () => await log.ProbeAsync(CancellationToken.None));
            await log.ProbeAsync(CancellationToken.None);
            await log.AppendAsync(entries[1], CancellationToken.None);
        }

        var found = Verify.Of(_folder);
        Assert.True(found.FirstSequence > 1);
        Assert.Contains(found.Notes, note => note.Contains("older files were removed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Folder_ThatCannotBeWritten_IsRefusedAtOpening()
    {
        _disk.Room = 0;
        Assert.Contains("No space left", Assert.Throws<AuditFolderException>(() => _folder.Open(disk: _disk)).Message, StringComparison.Ordinal);
        _disk.Room = null;
        await _folder.Open(disk: _disk).DisposeAsync();
    }
}
