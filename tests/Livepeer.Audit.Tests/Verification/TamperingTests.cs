using FsCheck.Xunit;
using Livepeer.Audit.Tests.Support;
using Livepeer.Audit.Verification;

namespace Livepeer.Audit.Tests.Verification;

/// <summary>Whatever one thing is changed in a log of several files, it is found, and the finding points there.</summary>
public sealed class TamperingTests : IAsyncLifetime, IDisposable
{
    private readonly LogFolder _folder = new();
    private readonly List<(string Name, byte[] Bytes)> _files = [];
    private AuditVerificationOptions _written = new();

    public async Task InitializeAsync()
    {
        var entries = await _folder.PaymentsAsync(5);
        await using (var log = _folder.Open(options => options with { MaxFileBytes = AuditLogOptions.MinFileBytes * 2 }))
        {
            foreach (var entry in entries)
            {
                await log.AppendAsync(entry, CancellationToken.None);
            }
        }

        _files.AddRange(_folder.Files.Select(file => (Path.GetFileName(file), File.ReadAllBytes(file))));
        Assert.True(_files.Count > 2);
        var found = Verify.IsWhole(_folder);
        _written = new AuditVerificationOptions { Signer = _folder.Custodian.Address, Anchors = [new(found.Head, AnchorSource.Given)] };
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Property(MaxTest = 300)]
    public void Byte_Changed_IsFoundInItsLine(uint where, byte with)
    {
        var (file, bytes) = Any(where);
        var at = (int)(where / (uint)_files.Count % bytes.Length);
        if (bytes[at] == with)
        {
            return;
        }

        var line = 1 + bytes.AsSpan(0, at).Count((byte)'\n');
        bytes[at] = with;
        var found = Tampered(file, bytes);
        Assert.Contains(found.Findings, finding => finding.File == file && Math.Abs(finding.Line - line) <= 1);
    }

    [Property(MaxTest = 100)]
    public void Record_Deleted_IsFound(uint where)
    {
        var (file, lines, at) = Line(where);
        lines.RemoveAt(at);
        Assert.NotEmpty(Tampered(file, Joined(lines)).Findings);
    }

    [Property(MaxTest = 100)]
    public void Record_Repeated_IsFound(uint where)
    {
        var (file, lines, at) = Line(where);
        lines.Insert(at, lines[at]);
        Assert.NotEmpty(Tampered(file, Joined(lines)).Findings);
    }

    [Property(MaxTest = 100)]
    public void Records_Swapped_AreFound(uint where, uint with)
    {
        var (file, lines, at) = Line(where);
        var other = (int)(with % (uint)lines.Count);
        if (other == at)
        {
            return;
        }

        (lines[at], lines[other]) = (lines[other], lines[at]);
        var found = Tampered(file, Joined(lines));
        Assert.Contains(found.Findings, finding => finding.File == file);
    }

    [Property(MaxTest = 100)]
    public void File_CutOff_IsFound(uint where)
    {
        var (file, bytes) = Any(where);
        var length = (int)(where / (uint)_files.Count % bytes.Length);
        Assert.NotEmpty(Tampered(file, bytes[..length]).Findings);
    }

    [Fact]
    public void File_Removed_IsFound()
    {
        foreach (var (file, _) in _files)
        {
            using var copy = new TemporaryFolder();
            foreach (var (name, bytes) in _files.Where(kept => kept.Name != file))
            {
                File.WriteAllBytes(Path.Combine(copy.Path, name), bytes);
            }

            var found = Verify.Of(copy.Path, _written);
            Assert.True(!found.IsWhole || found.FirstSequence > 1, file);
        }
    }

    // Somebody who writes the whole rest anew, hashes and all: the signed heads do not follow.
    [Fact]
    public void History_WrittenAnew_IsFoundByTheSignatures()
    {
        using var copy = new TemporaryFolder();
        var head = default(AuditHead);
        foreach (var (name, bytes) in _files)
        {
            using var written = new Livepeer.Audit.Records.RecordBuffer(bytes.Length);
            foreach (var line in System.Text.Encoding.UTF8.GetString(bytes).TrimEnd('\n').Split('\n'))
            {
                var record = "{" + line[line.IndexOf("\"at\"", StringComparison.Ordinal)..].Replace("payment-3", "payment-X", StringComparison.Ordinal);
                head = Livepeer.Audit.Records.ChainLine.Append(written, System.Text.Encoding.UTF8.GetBytes(record), head);
            }

            File.WriteAllBytes(Path.Combine(copy.Path, name), written.Written.ToArray());
        }

        var found = Verify.Of(copy.Path);
        Assert.Contains(found.Findings, finding => finding.Reason.Contains("vouches for another record", StringComparison.Ordinal));
    }

    [Fact]
    public void Checkpoints_OfAnotherAccount_AreFound()
    {
        var found = Verify.Of(_folder, new AuditVerificationOptions { Signer = TestKit.Payments.Some.Recipient });
        Assert.Contains(found.Findings, finding => finding.Reason.Contains("is signed by", StringComparison.Ordinal));
    }

    private (string File, byte[] Bytes) Any(uint where)
    {
        var (name, bytes) = _files[(int)(where % (uint)_files.Count)];
        return (name, [.. bytes]);
    }

    private (string File, List<byte[]> Lines, int At) Line(uint where)
    {
        var (file, bytes) = Any(where);
        List<byte[]> lines = [.. System.Text.Encoding.Latin1.GetString(bytes).TrimEnd('\n').Split('\n').Select(System.Text.Encoding.Latin1.GetBytes)];
        return (file, lines, (int)(where / (uint)_files.Count % (uint)lines.Count));
    }

    private static byte[] Joined(IEnumerable<byte[]> lines) => [.. lines.SelectMany(line => line.Append((byte)'\n'))];

    private AuditVerification Tampered(string file, byte[] bytes)
    {
        using var copy = new TemporaryFolder();
        foreach (var (name, original) in _files)
        {
            File.WriteAllBytes(Path.Combine(copy.Path, name), name == file ? bytes : original);
        }

        return Verify.Of(copy.Path, _written);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("audit-tampered-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
