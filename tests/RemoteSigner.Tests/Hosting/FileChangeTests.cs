using Livepeer.Hosting.Files;
using Microsoft.Extensions.Time.Testing;

namespace RemoteSigner.Tests.Hosting;

public sealed class FileChangeTests : IDisposable
{
    private static readonly DateTime Written = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private readonly string _folder = Directory.CreateTempSubdirectory("file-change-test-").FullName;
    private readonly FakeTimeProvider _time = new(Written.AddMinutes(1));

    private string FilePath => Path.Combine(_folder, "file");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void File_LeftAlone_ChangesOnce()
    {
        Write("a", Written);
        var change = new FileChange(_time, FilePath);

        Assert.Equal([true, false, false], [change.Look(), change.Look(), change.Look()]);
    }

    [Fact]
    public void File_WrittenLater_Changes()
    {
        Write("a", Written);
        var change = new FileChange(_time, FilePath);
        change.Look();

        Write("b", Written.AddSeconds(1));

        Assert.Equal([true, false], [change.Look(), change.Look()]);
    }

    [Fact]
    public void File_WrittenAMomentAgo_CountsAsChangedUntilItHasSettled()
    {
        var change = new FileChange(_time, FilePath);
        Write("a", _time.GetUtcNow().UtcDateTime);
        change.Look();

        // The same length within one step of the file system's clock.
        Write("b", _time.GetUtcNow().UtcDateTime);
        var atOnce = change.Look();
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal([true, true, false], [atOnce, change.Look(), change.Look()]);
    }

    [Fact]
    public void Link_TurnedToAnotherFile_Changes()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "1"));
        Directory.CreateDirectory(Path.Combine(_folder, "2"));
        Write("a", Written, Path.Combine(_folder, "1", "file"));
        Write("b", Written, Path.Combine(_folder, "2", "file"));
        File.CreateSymbolicLink(FilePath, Path.Combine(_folder, "1", "file"));
        var change = new FileChange(_time, FilePath);
        change.Look();

        File.Delete(FilePath);
        File.CreateSymbolicLink(FilePath, Path.Combine(_folder, "2", "file"));

        Assert.True(change.Look());
    }

    [Fact]
    public void File_ThatCouldNotBeRead_IsLookedAtAgain()
    {
        Write("a", Written);
        var change = new FileChange(_time, FilePath);
        change.Look();

        change.Forget();

        Assert.Equal([true, false], [change.Look(), change.Look()]);
    }

    private void Write(string text, DateTime time, string? path = null)
    {
        File.WriteAllText(path ?? FilePath, text);
        File.SetLastWriteTimeUtc(path ?? FilePath, time);
    }
}
