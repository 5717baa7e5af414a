using GatewayLite.Access;
using GatewayLite.Tests.Support;

namespace GatewayLite.Tests.Access;

public sealed class AccessFileTests
{
    [Fact]
    public void Key_OfAStream_OpensThatStreamOnly()
    {
        using var folder = new GatewayFolder();
        var (movie, any) = (folder.AddKey("movie"), folder.AddKey(StreamKeys.AnyStream));
        var keys = new StreamKeys(AccessFile.Read(folder.KeyFile));

        Assert.True(keys.Allow("movie", movie));
        Assert.True(keys.Allow("movie", any));
        Assert.True(keys.Allow("other", any));
        Assert.False(keys.Allow("other", movie));
        Assert.False(keys.Allow("movie", string.Empty));
        Assert.False(keys.Allow("movie", movie[..^1]));
        Assert.False(keys.Allow("movie", new string('k', 1000)));
    }

    [Theory]
    [InlineData("Bearer {0}", true)]
    [InlineData("bearer  {0} ", true)]
    [InlineData("{0}", false)]
    [InlineData("Basic {0}", false)]
    [InlineData("Bearer {0}, Bearer {0}", false)]
    [InlineData("Bearer", false)]
    public void Authorization_InManyForms_IsReadStrictly(string form, bool allowed)
    {
        using var folder = new GatewayFolder();
        var tokens = new AppTokens(AccessFile.Read(WithToken(folder, out var token)));

        Assert.Equal(allowed, tokens.Allow(form.Replace("{0}", token, StringComparison.Ordinal)));
        Assert.False(tokens.Allow(null));
    }

    [Fact]
    public void Access_WithoutAFile_IsOpen()
    {
        Assert.True(new StreamKeys(null).Allow("movie", string.Empty));
        Assert.True(new AppTokens(null).Allow(null));
    }

    [Fact]
    public void Append_ToAFileWithoutLastLineEnd_BeginsALine()
    {
        using var folder = new GatewayFolder();
        var first = folder.AddKey("movie");
        File.WriteAllText(folder.KeyFile, File.ReadAllText(folder.KeyFile).TrimEnd());

        var second = folder.AddKey("show");

        var keys = new StreamKeys(AccessFile.Read(folder.KeyFile));
        Assert.True(keys.Allow("movie", first));
        Assert.True(keys.Allow("show", second));
    }

    [Fact]
    public void Line_ThatIsWrong_IsNamedByNumberNotByContent()
    {
        using var folder = new GatewayFolder();
        folder.AddKey("movie");
        File.AppendAllText(folder.KeyFile, "# a comment\nmovie open-sesame\n");

        var failure = Assert.Throws<FormatException>(() => AccessFile.Read(folder.KeyFile));

        Assert.Contains("line 3", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_WithTooManyLines_IsRefusedNotCut()
    {
        using var folder = new GatewayFolder();
        File.WriteAllLines(folder.KeyFile, Enumerable.Repeat("# one of many", 100_001));

        Assert.Throws<FormatException>(() => AccessFile.Read(folder.KeyFile));
    }

    private static string WithToken(GatewayFolder folder, out string token)
    {
        token = folder.AddToken("shop");
        return folder.TokenFile;
    }
}
