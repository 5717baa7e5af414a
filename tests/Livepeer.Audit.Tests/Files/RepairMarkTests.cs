using Livepeer.Audit.Tests.Support;
using Livepeer.Audit.Verification;

namespace Livepeer.Audit.Tests.Files;

public sealed class RepairMarkTests : IDisposable
{
    private readonly LogFolder _folder = new();

    private string Mark => System.IO.Path.Combine(_folder.Path, "repaired-generation");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Mark_OfTheLog_OutlivesIt()
    {
        await using (var log = _folder.Open())
        {
            Assert.Null(log.ReadRepairedGeneration());
            log.MarkRepaired(7);
            log.MarkRepaired((1L << 53) - 1);
        }

        await using var again = _folder.Open();
        Assert.Equal((1L << 53) - 1, again.ReadRepairedGeneration());
        Assert.False(File.Exists(Mark + ".new"));
        Assert.Empty(Verify.Of(_folder.Path, new AuditVerificationOptions()).Findings);
    }

    [Fact]
    public async Task Mark_LeftHalfWritten_IsReplaced()
    {
        await File.WriteAllTextAsync(Mark + ".new", "half");
        await using var log = _folder.Open();
        log.MarkRepaired(7);
        Assert.Equal(7, log.ReadRepairedGeneration());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{0}")]
    [InlineData("{0} x\n")]
    [InlineData("{0} -1\n")]
    [InlineData("0000000000000000 7\n")]
    public async Task Mark_NotOfThisLog_IsNone(string text)
    {
        await using var log = _folder.Open();
        await File.WriteAllTextAsync(Mark, string.Format(System.Globalization.CultureInfo.InvariantCulture, text, log.Id));
        Assert.Null(log.ReadRepairedGeneration());
    }

    [Fact]
    public async Task Mark_ThatCannotBeWritten_IsAFaultOfTheFolder()
    {
        await using var log = _folder.Open();
        Directory.CreateDirectory(Mark);
        Assert.Throws<AuditFolderException>(() => log.MarkRepaired(7));
    }
}
