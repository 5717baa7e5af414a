using System.Text;
using Livepeer.Audit.Tests.Support;

namespace Livepeer.Audit.Tests.Files;

/// <summary>Damage that no crash explains: it is evidence, and stays as it was found.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{\"seq\"", "[\"seq\"")]
    [InlineData("\"by\"", "\"yb\"")]
    public async Task FirstRecordOfTheLastFile_Damaged_EveryStartRefusesAndTouchesNothing(string from, string to)
    {
        await WriteAsync(4, AuditLogOptions.MinFileBytes);
        Assert.True(_folder.Files.Count > 1);
        var text = await File.ReadAllTextAsync(_folder.Files[^1]);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.Files[^1], text[..at] + to + text[(at + from.Length)..]);
        RefusedTwice();
    }

    [Fact]
    public async Task FilesBehindADamagedOne_StayToo()
    {
        await WriteAsync(1);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "audit-0000000000000050.jsonl"), "junk\nmore\n");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "audit-0000000000000060.jsonl"), string.Empty);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "audit-0000000000000070.jsonl"), "part of a rec");
        RefusedTwice();
    }

    [Fact]
    public async Task LinesMovedAside_AreForTheirOwnerAloneAndNothingIsWrittenOver()
    {
        await WriteAsync(2);
        await TurnLastLineAsync();
        var damaged = await File.ReadAllTextAsync(_folder.Files[0]);
        for (var round = 1; round <= 2; round++)
        {
            await _folder.Open().DisposeAsync();
            Assert.Equal(round, Aside().Length);

            // The same place once more.
            await File.WriteAllTextAsync(Assert.Single(_folder.Files), damaged);
        }

        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Aside())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    [Fact]
    public async Task LinesMovedAside_AreNamedOnceAndAlsoWhenNoStartSaysSo()
    {
        await WriteAsync(2);
        await TurnLastLineAsync();
        await _folder.Open().DisposeAsync();
        Assert.Single(Verify.Of(_folder).Findings);

        var name = Path.GetFileName(_folder.Files[0]) + ".cut-after-0";
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, name), "{}\n");

        Assert.Equal(2, Verify.Of(_folder).Findings.Count);
        Assert.Contains(Verify.Of(_folder).Findings, finding => finding.File == name);
    }

    [Fact]
    public async Task LinesOfJunk_AreOneFinding()
    {
        await WriteAsync(1);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "audit-0000000000000900.jsonl"), string.Concat(Enumerable.Repeat("junk\n", 300)));
        var finding = Assert.Single(Verify.Of(_folder).Findings);
        Assert.Equal(("audit-0000000000000900.jsonl", 1L, "300 lines from here on are no records: they were changed or cut"), (finding.File, finding.Line, finding.Reason));
    }

    [Fact]
    public async Task FilesWithoutARecord_AreAFinding()
    {
        await WriteAsync(1);
        await File.WriteAllTextAsync(_folder.Files[0], string.Empty);
        var found = Verify.Of(_folder);
        Assert.Contains("no record", Assert.Single(found.Findings).Reason, StringComparison.Ordinal);
        Assert.Empty(found.Notes);
    }

    [Fact]
    public async Task EmptiedLog_ANewOneBeginsAndItsFilesAreKept()
    {
        await WriteAsync(4, AuditLogOptions.MinFileBytes);
        var files = _folder.Files;
        Assert.True(files.Count > 2);
        foreach (var file in files)
        {
            await File.WriteAllTextAsync(file, file == files[^1] ? "part of a rec" : string.Empty);
        }

        var log = _folder.Open();
        Assert.Equal(files.Count, log.FilesWithoutRecord.Count);
        Assert.All(log.FilesWithoutRecord, name => Assert.True(File.Exists(Path.Combine(_folder.Path, name)), name));
        await log.DisposeAsync();
        Assert.Equal(Path.GetFileName(files[0]), Path.GetFileName(Assert.Single(_folder.Files)));
        Verify.IsWhole(_folder);

        await using var again = _folder.Open();
        Assert.Empty(again.FilesWithoutRecord);
    }

    [Fact]
    public async Task NextFile_TornInItsFirstRecord_IsKeptAside()
    {
        await WriteAsync(1);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "audit-0000000000000900.jsonl"), "part of a rec");
        await using var log = _folder.Open();
        Assert.Equal("audit-0000000000000900.jsonl.without-record", Assert.Single(log.FilesWithoutRecord));
    }

    [Fact]
    public async Task FileInTheFoldersPlace_IsNamedAsOne()
    {
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "x");
        Assert.Contains("is no folder but a file", Assert.Throws<AuditFolderException>(() => Verify.Of(file)).Message, StringComparison.Ordinal);
        Assert.Contains("is no folder but a file", Assert.Throws<AuditFolderException>(() => _folder.Open(options => options with { Folder = file })).Message, StringComparison.Ordinal);
    }

    private void RefusedTwice()
    {
        var before = Contents();
        for (var start = 1; start <= 2; start++)
        {
            Assert.Contains("is damaged", Assert.Throws<AuditFolderException>(() => _folder.Open()).Message, StringComparison.Ordinal);
            Assert.Equal(before, Contents());
        }
    }

    private List<string> Contents() =>
    [
        .. Directory.GetFiles(_folder.Path).Where(file => Path.GetFileName(file) != "audit.lock").Order(StringComparer.Ordinal)
            .Select(file => Path.GetFileName(file) + ":" + Encoding.Latin1.GetString(File.ReadAllBytes(file))),
    ];

    private string[] Aside() => Directory.GetFiles(_folder.Path, "*.cut-after-*");

    private async Task TurnLastLineAsync()
    {
        var lines = await File.ReadAllLinesAsync(_folder.Files[0]);
        lines[^1] = "{\"turned\":true}";
        await File.WriteAllTextAsync(_folder.Files[0], string.Join('\n', lines) + "\n");
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
