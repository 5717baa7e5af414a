using RemoteSigner.Configuration;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Configuration;

/// <summary>What does not start, and why.</summary>
public sealed class HttpApiOptionTests
{
    [Fact]
    public void Listener_BeyondLoopbackWithoutAnybodyToAsk_DoesNotStart()
    {
        using var folder = new SignerFolder();
        File.Delete(folder.TenantFile);

        Assert.Contains("nobody could prove who he is", Assert.Single(Problems(folder, ("httpAddr", "0.0.0.0:9"), ("insecure-plaintext", "true"))), StringComparison.Ordinal);
        Assert.Empty(Problems(folder, ("httpAddr", "0.0.0.0:9"), ("insecure-plaintext", "true"), ("remoteSignerAllowNoAuth", "true")));
        Assert.Empty(Problems(folder, ("httpAddr", "0.0.0.0:9"), ("insecure-plaintext", "true"), ("remoteSignerWebhookUrl", "https://auth.example/x")));
    }

    [Fact]
    public void Listener_BeyondLoopbackWithoutTls_DoesNotStart()
    {
        using var folder = new SignerFolder();

        Assert.Contains("anybody on the way could read the tokens", Assert.Single(Problems(folder, ("httpAddr", ":8936"))), StringComparison.Ordinal);
    }

    [Fact]
    public void HeadersOfTheWebhook_WithoutOne_AreRefused()
    {
        using var folder = new SignerFolder();

        Assert.Contains("there is no webhook", Assert.Single(Problems(folder, ("remoteSignerWebhookHeaders", "@" + folder.PassphraseFile))), StringComparison.Ordinal);
    }

    [Fact]
    public void HeadersOfTheWebhook_InTheArguments_AreRefused()
    {
        using var folder = new SignerFolder();

        var problem = Assert.Single(Problems(folder, ("remoteSignerWebhookUrl", "https://auth.example/x"), ("remoteSignerWebhookHeaders", "Authorization:Bearer s3cret")));

        Assert.DoesNotContain("s3cret", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://x/")]
    [InlineData("auth.example")]
    public void AddressOfTheWebhook_ThatIsNoUrl_IsRefused(string text)
    {
        using var folder = new SignerFolder();

        Assert.Contains("not an http or https URL", Assert.Single(Problems(folder, ("remoteSignerWebhookUrl", text))), StringComparison.Ordinal);
    }

    [Fact]
    public void Contradiction_OfTwoOptions_IsNamed()
    {
        using var folder = new SignerFolder();

        Assert.Contains("contradict", Assert.Single(Problems(folder, ("remoteSignerAllowNoAuth", "true"), ("http-require-token", "true"))), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Problems(SignerFolder folder, params (string Name, string Value)[] more)
    {
        SignerOptionsReader.TryRead(folder.Arguments(more), new Dictionary<string, string>(), out _, out var problems);
        return problems;
    }
}
