using RemoteSigner.Authorization;

namespace RemoteSigner.Tests.Authorization;

public sealed class WebhookHeadersTests
{
    [Fact]
    public void Text_WithSeveralHeaders_IsReadAsInGoLivepeer() =>
        Assert.Equal(
            [new("Authorization", "Bearer a:b"), new("X-Tenant", "acme")],
            WebhookHeaders.Parse(" Authorization : Bearer a:b , X-Tenant:acme ,, "));

    [Fact]
    public void Text_ThatIsEmpty_IsNone() => Assert.Empty(WebhookHeaders.Parse(string.Empty));

    [Theory]
    [InlineData("secret-without-colon")]
    [InlineData("X-A:1,:value")]
    [InlineData("X A:1")]
    [InlineData("X-A:a\nb")]
    public void Text_ThatIsNoHeader_IsRefusedWithoutBeingShown(string text)
    {
        var failure = Assert.Throws<FormatException>(() => WebhookHeaders.Parse(text));

        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }
}
