using Livepeer.Audit.Tests.Support;
using Livepeer.Audit.Verification;
using TestKit.Payments;

namespace Livepeer.Audit.Tests.Verification;

/// <summary>What a verification says is true, whatever was done to the log.</summary>
public sealed class WordingTests : IAsyncLifetime, IDisposable
{
    private const string Released = "no signature of it was released";
    private readonly LogFolder _folder = new();

    public async Task InitializeAsync()
    {
        var entries = await _folder.PaymentsAsync(4);
        await using var log = _folder.Open(options => options with { MaxFileBytes = AuditLogOptions.MinFileBytes });
        foreach (var entry in entries)
        {
            await log.AppendAsync(entry, CancellationToken.None);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TornEnd_NothingMoreIsKnown_NothingOfItWasReleased()
    {
        Tear(1);
        Assert.Single(Verify.Of(_folder).Notes, note => note.Contains(Released, StringComparison.Ordinal));
    }

    [Fact]
    public void TornEnd_MoreIsKnown_ThatIsNotSaid()
    {
        var known = Known();
        Tear(200);
        var found = Verify.Of(_folder, known);
        Assert.DoesNotContain(found.Notes, note => note.Contains(Released, StringComparison.Ordinal));
        Assert.Contains(found.Notes, note => note.EndsWith("that record was whole once, and was cut.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TornEnd_AStartMissesMore_ThatIsNotSaid()
    {
        var ledger = new RecordingLedger(_folder.Clock);
        await using (await OpenAsync(ledger))
        {
        }

        Tear(1);
        await using (await OpenAsync(ledger))
        {
        }

        Assert.Contains(Verify.Of(_folder).Notes, note => note.EndsWith("of a record without its end.", StringComparison.Ordinal));
        Assert.DoesNotContain(Verify.Of(_folder).Notes, note => note.Contains(Released, StringComparison.Ordinal));
    }

    [Fact]
    public void FileRenamed_NoNumberBelowZero()
    {
        File.Move(_folder.Files[0], Path.Combine(_folder.Path, "audit-0000000000000999.jsonl"));
        var found = Verify.Of(_folder);
        Assert.True(found.CoveredSequence > found.Head.Sequence);
        Assert.Contains(found.Notes, note => note.StartsWith("The log does not end with a stop", StringComparison.Ordinal));
        Assert.DoesNotContain(found.Notes, note => note.Contains("behind the last signature", StringComparison.Ordinal));
    }

    [Fact]
    public void OneRecord_Missing_IsOne()
    {
        var lines = File.ReadAllLines(_folder.Files[0]);
        File.WriteAllText(_folder.Files[0], string.Join('\n', [lines[0], .. lines[2..]]) + "\n");
        Assert.Contains(Verify.Of(_folder).Findings, finding => finding.Reason == "record 2 is missing before this one");
    }

    [Fact]
    public void Checkpoints_OfAnotherAccount_AreCounted()
    {
        var whole = Verify.Of(_folder);
        var found = Verify.Of(_folder, new AuditVerificationOptions { Signer = Some.Recipient });
        Assert.Equal((0L, new OtherSigner(_folder.Custodian.Address, whole.Checkpoints)), (found.Checkpoints, found.Other));
        Assert.Null(whole.Other);
    }

    private Task<FileAuditLog> OpenAsync(RecordingLedger ledger) =>
        FileAuditLog.OpenAsync(_folder.Options, _folder.Custodian, ledger, _folder.Clock, CancellationToken.None);

    private AuditVerificationOptions Known() => new() { Anchors = [new(Verify.Of(_folder).Head, AnchorSource.Ledger)] };

    private void Tear(int bytes)
    {
        using var file = new FileStream(_folder.Files[^1], FileMode.Open);
        file.SetLength(file.Length - bytes);
    }
}
