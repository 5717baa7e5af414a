using GatewayLite.Payers;

namespace GatewayLite.Tests.Payers;

public sealed class SignerHeadersTests
{
    [Theory]
    [InlineData("Authorization:Bearer a b,X-Tenant: shop", "Authorization=Bearer a b|X-Tenant=shop")]
    [InlineData("Authorization: Basic a:b\nX-Tenant:shop\r\n", "Authorization=Basic a:b|X-Tenant=shop")]
    [InlineData(" , ,\n", "")]
    [InlineData("X-Empty:", "X-Empty=")]
    public void Text_OfHeaders_IsRead(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', SignerHeaders.Read(text).Select(static header => $"{header.Key}={header.Value}")));

    [Theory]
    [InlineData("no colon")]
    [InlineData(":value")]
    [InlineData("two words:value")]
    [InlineData("X-A:caf\u00e9")]
    [InlineData("X-A:a\tb")]
    [InlineData("Host:elsewhere")]
    [InlineData("content-length:5")]
    public void Text_OfSomethingElse_IsRefusedWithoutShowingIt(string text)
    {
        var failure = Assert.Throws<FormatException>(() => SignerHeaders.Read("X-Secret:open-sesame," + text));

        Assert.Contains("Entry 2", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Headers_TooMany_AreRefused() => Assert.Throws<FormatException>(() => SignerHeaders.Read(string.Join(',', Enumerable.Range(0, 65).Select(static i => FormattableString.Invariant($"X-{i}:v")))));

    [Fact]
    public void Token_BesideHeaders_IsOneOfThem()
    {
        Assert.Equal("Authorization", Assert.Single(new SignerAccess("a", []).AllHeaders).Key);
        Assert.Empty(SignerAccess.None.AllHeaders);
        Assert.Throws<FormatException>(() => new SignerAccess("a", SignerHeaders.Read("authorization:Bearer b")).AllHeaders);
    }
}
