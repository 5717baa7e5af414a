using Livepeer.Custody.Keystore;
using RemoteSigner.Hosting;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Hosting;

public sealed class KeyFileChoiceTests
{
    /// <summary>The advice is followed to the letter, with the one thing in capitals filled in.</summary>
    [Fact]
    public async Task EmptyFolder_WithTheAdviceOfItsRefusalFollowed_HoldsTheKey()
    {
        using var folder = new SignerFolder();
        var empty = Directory.CreateDirectory(folder.InFolder("empty")).FullName;
        var refusal = Assert.Throws<KeystoreException>(() => KeyFileChoice.Of(empty, account: null)).Message;
        var advice = refusal[(refusal.IndexOf("remote-signer ", StringComparison.Ordinal) + "remote-signer ".Length)..].Replace("FILE", folder.PassphraseFile, StringComparison.Ordinal);

        var (code, _, _) = await CommandLine.RunAsync([.. advice.Split(' '), "--light"]);

        Assert.Equal(0, code);
        Assert.StartsWith(empty, KeyFileChoice.Of(empty, account: null), StringComparison.Ordinal);
    }
}
