using System.Text;
using Livepeer.Custody.Keystore;

namespace Livepeer.Custody.Tests.Keystore;

public sealed class PassphraseTests : IDisposable
{
    private readonly KeyFiles _files = new();

    [Theory]
    [InlineData("secret", "secret")]
    [InlineData("secret\n", "secret")]
    [InlineData("secret\r\n", "secret")]
    [InlineData("secret\n\n", "secret")]
    [InlineData(" se cret \n", " se cret ")]
    [InlineData("pässword\n", "pässword")]
    [InlineData("", "")]
    [InlineData("\n", "")]
    public void FromFile_OneLine_IsTheLine(string content, string expected)
    {
        using var passphrase = Passphrase.FromFile(_files.Write(content));
        Assert.Equal(expected, Encoding.UTF8.GetString(passphrase.Bytes));
    }

    [Fact]
    public void FromFile_TwoLines_IsMalformed() => Assert.Equal(KeystoreProblem.Malformed, Problem(_files.Write("one\ntwo\n")));

    [Fact]
    public void FromFile_TooLong_IsMalformed()
    {
        using var longest = Passphrase.FromFile(_files.Write(new string('x', Passphrase.MaxBytes)));
        Assert.Equal(Passphrase.MaxBytes, longest.Bytes.Length);
        Assert.Equal(KeystoreProblem.Malformed, Problem(_files.Write(new string('x', Passphrase.MaxBytes + 1))));
    }

    [Fact]
    public void FromFile_NoFile_IsMissing() => Assert.Equal(KeystoreProblem.Missing, Problem(_files.PathOf("none")));

    [Fact]
    public void FromFile_ReadableByOthers_IsTold()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var path = _files.Write("secret");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        using var open = Passphrase.FromFile(path);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        using var closed = Passphrase.FromFile(path);
        Assert.Equal((true, false), (open.ReadableByOthers, closed.ReadableByOthers));
    }

    [Fact]
    public void Use_AfterDisposal_Throws()
    {
        var passphrase = KeyFiles.ExamplePassphrase();
        passphrase.Dispose();
        Assert.Throws<ObjectDisposedException>(() => KeystoreFile.Unlock(_files.Write(KeyFiles.Pbkdf2Example), passphrase, expected: null));
        Assert.Equal("passphrase", passphrase.ToString());
    }

    public void Dispose() => _files.Dispose();

    private static KeystoreProblem Problem(string path) => Assert.Throws<KeystoreException>(() => Passphrase.FromFile(path)).Problem;
}
