using FsCheck.Xunit;
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
    [InlineData("xn--mller-kva.example", "https://xn--mller-kva.example:8935/")]
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
    [InlineData("a℀b.example")]
    [InlineData("１２７.0.0.1")]
    [InlineData("127。0。0。1")]
    [InlineData("仁義礼智信忠孝悌天地玄黄宇宙洪荒日月盈昃辰宿列張寒来暑往秋収冬蔵閏余成歳.example")]
    public void Nonsense_Read_IsRefused(string text) => Assert.False(OrchestratorUri.TryParseLenient(text, out _));

    [Theory]
    [InlineData("https://o.example:8935/", "https://o.example:8935")]
    [InlineData("https://o.example:8935/path/", "https://o.example:8935/path")]
    public void Address_Written_EndsWithoutASlash(string address, string text)
    {
        Assert.True(OrchestratorUri.TryParse(address, out var uri));
        Assert.Equal(text, OrchestratorUri.Text(uri));
    }

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public void LongAddress_Read_IsRefusedBeyondTheBound(int length, bool usable) =>
        Assert.Equal(usable, OrchestratorUri.TryParse("https://o.example/".PadRight(length, 'x'), out _));

    [Fact]
    public void AddressThatGrowsWhenWritten_Read_CountsAsWritten() =>
        Assert.False(OrchestratorUri.TryParse("https://o.example/" + new string('é', 200), out _));

    [Property(MaxTest = 2_000)]
    public void AnyText_Read_IsRefusedOrCanBeUsedAndReadAgain(string host, string path)
    {
        foreach (var text in new[] { host, $"https://{host}:8935", $"https://{host}.example:8935/{path}", $"http://o.example/{path}" }.Where(text => text is not null))
        {
            _ = OrchestratorUri.TryParseLenient(text, out _);
            if (OrchestratorUri.TryParse(text, out var uri))
            {
                Assert.NotEmpty(uri.IdnHost);
                Assert.True(OrchestratorUri.TryParse(OrchestratorUri.Text(uri), out var again));
                Assert.Equal((uri, uri.GetHashCode()), (again, again.GetHashCode()));
            }
        }
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
