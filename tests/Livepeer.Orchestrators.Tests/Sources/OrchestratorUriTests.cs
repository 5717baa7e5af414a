using Livepeer.Orchestrators.Sources;

namespace Livepeer.Orchestrators.Tests.Sources;

public sealed class OrchestratorUriTests
{
    [Theory]
    [InlineData("o.example", "https://o.example:8935/")]
    [InlineData(" o.example:4433 ", "https://o.example:4433/")]
    [InlineData("http://o.example", "http://o.example:8935/")]
    [InlineData("http://o.example:80", "http://o.example/")]
    [InlineData("https://o.example:443", "https://o.example/")]
    [InlineData("https://o.example/path", "https://o.example:8935/path")]
    [InlineData("https://o.example/path/", "https://o.example:8935/path")]
    [InlineData("HTTPS://O.example:8935//", "https://o.example:8935/")]
    [InlineData("[::1]", "https://[::1]:8935/")]
    [InlineData("[::1]:9000", "https://[::1]:9000/")]
    [InlineData("10.0.0.5", "https://10.0.0.5:8935/")]
    public void OperatorsAddress_Read_GetsSchemeAndPort(string text, string expected)
    {
        Assert.True(OrchestratorUri.TryParseLenient(text, out var uri));
        Assert.Equal(expected, uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ftp://o.example")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@o.example")]
    [InlineData("https://o.example?x=1")]
    [InlineData("https://o.example#x")]
    [InlineData("https://")]
    [InlineData("o.example:99999")]
    public void Nonsense_Read_IsRefused(string text) => Assert.False(OrchestratorUri.TryParseLenient(text, out _));

    [Theory]
    [InlineData("https://o.example:8935/", "https://o.example:8935")]
    [InlineData("https://o.example:8935/path/", "https://o.example:8935/path")]
    public void Address_Written_EndsWithoutASlash(string address, string text)
    {
        Assert.True(OrchestratorUri.TryParse(address, out var uri));
        Assert.Equal(text, OrchestratorUri.Text(uri));
    }

    [Fact]
    public async Task List_Parsed_IsConfiguredAndDistinct()
    {
        var list = await StaticOrchestratorSource.Parse("a.example, http://b.example:1,,https://a.example:8935").ListAsync(CancellationToken.None);

        Assert.Equal(["https://a.example:8935/", "http://b.example:1/"], list.Select(orchestrator => orchestrator.Uri.AbsoluteUri));
        Assert.All(list, orchestrator => Assert.True(orchestrator.Configured));
    }

    [Fact]
    public void ListWithABadEntry_Parsed_NamesIt() =>
        Assert.Contains("'ftp://x'", Assert.Throws<FormatException>(() => StaticOrchestratorSource.Parse("a.example,ftp://x")).Message, StringComparison.Ordinal);
}
