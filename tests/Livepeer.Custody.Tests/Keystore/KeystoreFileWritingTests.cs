using System.Text.Json;
using FsCheck.Xunit;
using Livepeer.Crypto;
using Livepeer.Crypto.Passwords;
using Livepeer.Custody.Keystore;

namespace Livepeer.Custody.Tests.Keystore;

public sealed class KeystoreFileWritingTests : IDisposable
{
    private static readonly ScryptCost Cheap = ScryptCost.TryCreate(2, 8, 1, out var cost) ? cost : throw new InvalidOperationException();

    private readonly KeyFiles _files = new();
    private readonly PrivateKey _key = PrivateKey.Generate();
    private readonly Passphrase _passphrase = KeyFiles.ExamplePassphrase();

    [Property(MaxTest = 50)]
    public bool WriteAndUnlock_AnyPassphrase_GivesTheKeyBack(byte[] passphraseBytes)
    {
        using var passphrase = new Passphrase(passphraseBytes);
        var path = _files.PathOf(Guid.NewGuid().ToString("N"));
        var address = KeystoreFile.Write(path, _key, passphrase, Cheap);
        using var unlocked = KeystoreFile.Unlock(path, passphrase, address);
        Span<byte> written = stackalloc byte[32];
        _key.Export(written);
        Span<byte> read = stackalloc byte[32];
        unlocked.Key.Export(read);
        return written.SequenceEqual(read) && !unlocked.FileReadableByOthers;
    }

    [Fact]
    public void Write_StandardCost_HasTheFieldsOfGoEthereum()
    {
        var path = _files.PathOf("new");
        var address = KeystoreFile.Write(path, _key, _passphrase, ScryptCost.Standard);
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var crypto = json.RootElement.GetProperty("crypto");
        var parameters = crypto.GetProperty("kdfparams");
        Assert.Equal(Convert.ToHexStringLower(address.ToArray()), json.RootElement.GetProperty("address").GetString());
        Assert.Equal(3, json.RootElement.GetProperty("version").GetInt32());
        Assert.True(Guid.TryParse(json.RootElement.GetProperty("id").GetString(), out _));
        Assert.Equal("aes-128-ctr", crypto.GetProperty("cipher").GetString());
        Assert.Equal("scrypt", crypto.GetProperty("kdf").GetString());
        Assert.Equal((262_144, 8, 1, 32), (Number("n"), Number("r"), Number("p"), Number("dklen")));
        Assert.Equal(["dklen", "n", "p", "r", "salt"], parameters.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));

        int Number(string name) => parameters.GetProperty(name).GetInt32();
    }

    [Fact]
    public void Write_Twice_SharesNothing()
    {
        var first = _files.PathOf("first");
        var second = _files.PathOf("second");
        KeystoreFile.Write(first, _key, _passphrase, Cheap);
        KeystoreFile.Write(second, _key, _passphrase, Cheap);
        Assert.NotEqual(Field(first, "ciphertext"), Field(second, "ciphertext"));
        Assert.NotEqual(Field(first, "mac"), Field(second, "mac"));

        static string? Field(string path, string name)
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.GetProperty("crypto").GetProperty(name).GetString();
        }
    }

    [Fact]
    public void Write_FileThere_LeavesItAlone()
    {
        var path = _files.Write("precious");
        var exception = Assert.Throws<KeystoreException>(() => KeystoreFile.Write(path, _key, _passphrase, Cheap));
        Assert.Equal(KeystoreProblem.AlreadyThere, exception.Problem);
        Assert.Equal("precious", File.ReadAllText(path));
    }

    [Fact]
    public void Write_NoFolder_IsMissing() => Assert.Equal(
        KeystoreProblem.Missing,
        Assert.Throws<KeystoreException>(() => KeystoreFile.Write(_files.PathOf("none/new"), _key, _passphrase, Cheap)).Problem);

    [Fact]
    public void Write_NewFile_IsItsOwnersAloneAndTheOnlyOne()
    {
        var path = _files.PathOf("new");
        KeystoreFile.Write(path, _key, _passphrase, Cheap);
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(path)!));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void NameFor_AddressAndTime_IsGoEthereumsName() => Assert.Equal(
        "UTC--2026-03-04T05-06-07.123456700Z--008aeeda4d805471df9b2a5b0f38a0c3bcba786b",
        KeystoreFile.NameFor(EthAddress.Parse(KeyFiles.ExampleAddress), new DateTimeOffset(2026, 3, 4, 7, 6, 7, TimeSpan.FromHours(2)).AddTicks(1_234_567)));

    public void Dispose()
    {
        _key.Dispose();
        _passphrase.Dispose();
        _files.Dispose();
    }
}
