using Livepeer.Audit.Tests.Support;

namespace Livepeer.Audit.Tests.Files;

public sealed class FolderTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Folder_InUse_IsRefusedWithAWayOut()
    {
        await using var log = _folder.Open();
        Assert.Contains("--audit-dir", Assert.Throws<AuditFolderException>(() => _folder.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_Made_AreForTheirOwnerAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var below = Path.Combine(_folder.Path, "deeper");
        await using var log = _folder.Open(options => options with { Folder = below });
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(below));
        foreach (var file in Directory.GetFiles(below))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Log_OpenedAgain_GoesOnUnderItsNameInTheSameFile()
    {
        await _folder.Open().DisposeAsync();
        var log = _folder.Open();
        var id = log.Id;
        await log.DisposeAsync();
        Assert.Single(_folder.Files);
        Assert.All(_folder.Lines, line => Assert.Contains($"\"by\":\"{id}\"", line, StringComparison.Ordinal));
        Assert.Equal(2, _folder.Lines.Count(line => LogFolder.TypeOf(line) == "start"));
        Verify.IsWhole(_folder);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(200)]
    public async Task LastRecord_Torn_IsCutOffAndTheStartSaysSo(int cut)
    {
        await WriteAsync(2);
        var file = Assert.Single(_folder.Files);
        using (var stream = new FileStream(file, FileMode.Open))
        {
            stream.SetLength(stream.Length - cut);
        }

        Assert.Contains(Verify.IsWhole(_folder).Notes, note => note.Contains("in the middle of line", StringComparison.Ordinal));
        await _folder.Open().DisposeAsync();
        var found = Verify.IsWhole(_folder);
        Assert.Contains(found.Notes, note => note.Contains("did not finish", StringComparison.Ordinal));
    }

    // What a power cut may leave: a length that was written before the bytes.
    [Fact]
    public async Task Zeros_BehindTheLastRecord_AreCutOff()
    {
        await WriteAsync(1);
        var file = Assert.Single(_folder.Files);
        using (var stream = new FileStream(file, FileMode.Append))
        {
            stream.Write(new byte[10_000]);
        }

        await _folder.Open().DisposeAsync();
        Verify.IsWhole(_folder);
    }

    [Fact]
    public async Task WholeLines_ThatDoNotHoldTogether_AreKeptAsideAndFound()
    {
        await WriteAsync(3);
        var file = Assert.Single(_folder.Files);
        var lines = await File.ReadAllLinesAsync(file);
        lines[^5] = lines[^5].Replace("\"at\"", "\"xt\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, string.Join('\n', lines) + "\n");

        await _folder.Open().DisposeAsync();
        var aside = Assert.Single(Directory.GetFiles(_folder.Path, "*.cut-after-*"));
        Assert.Equal(4, (await File.ReadAllLinesAsync(aside)).Length);
        var finding = Assert.Single(Verify.Of(_folder).Findings);
        Assert.Contains(Path.GetFileName(aside), finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_BegunAndEmpty_IsNoObstacle()
    {
        await WriteAsync(1);
        var head = Verify.IsWhole(_folder).Head.Sequence;
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, $"audit-{head + 1:D16}.jsonl"), string.Empty);
        await _folder.Open().DisposeAsync();
        Verify.IsWhole(_folder);
    }

    [Fact]
    public async Task Files_LargerThanSaid_AreFollowedByAnother()
    {
        await WriteAsync(6, AuditLogOptions.MinFileBytes);
        Assert.True(_folder.Files.Count > 2);
        var found = Verify.IsWhole(_folder);
        Assert.Equal(_folder.Files.Count, found.Files);
        Assert.Equal(1, found.FirstSequence);
    }

    [Fact]
    public async Task Files_MoreThanKept_AreDeleted()
    {
        var entries = await _folder.PaymentsAsync(8);
        await using (var log = _folder.Open(options => options with { MaxFileBytes = AuditLogOptions.MinFileBytes, KeepFiles = 2 }))
        {
            foreach (var entry in entries)
            {
                await log.AppendAsync(entry, CancellationToken.None);
            }
        }

        Assert.Equal(2, _folder.Files.Count);
        Assert.True(Verify.IsWhole(_folder).FirstSequence > 1);
    }

    private async Task WriteAsync(int payments, long maxFileBytes = AuditLogOptions.DefaultMaxFileBytes)
    {
        var entries = await _folder.PaymentsAsync(payments);
        await using var log = _folder.Open(options => options with { MaxFileBytes = maxFileBytes });
        foreach (var entry in entries)
        {
            await log.AppendAsync(entry, CancellationToken.None);
        }
    }
}
