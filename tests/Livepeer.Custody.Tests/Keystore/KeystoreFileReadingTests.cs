using System.Text.Json.Nodes;
using Livepeer.Crypto;
using Livepeer.Custody.Keystore;

namespace Livepeer.Custody.Tests.Keystore;

public sealed class KeystoreFileReadingTests : IDisposable
{
    private readonly KeyFiles _files = new();
    private readonly Passphrase _passphrase = KeyFiles.ExamplePassphrase();

    [Theory]
    [InlineData(KeyFiles.Pbkdf2Example)]
    [InlineData(KeyFiles.ScryptExample)]
    public void Unlock_ExamplesOfTheDefinition_GivesTheirKey(string example)
    {
        using var unlocked = KeystoreFile.Unlock(_files.Write(example), _passphrase, EthAddress.Parse(KeyFiles.ExampleAddress));
        Span<byte> key = stackalloc byte[32];
        unlocked.Key.Export(key);
        Assert.Equal(KeyFiles.ExampleKey, Convert.ToHexStringLower(key));
        Assert.Equal(EthAddress.Parse(KeyFiles.ExampleAddress), unlocked.Address);
    }

    [Fact]
    public void Unlock_AFileOfGoEthereum_GivesItsAddress()
    {
        using var empty = new Passphrase([]);
        using var unlocked = KeystoreFile.Unlock(_files.Write(KeyFiles.GoEthereumFile), empty, expected: null);
        Assert.Equal(EthAddress.Parse("45dea0fb0bba44f4fcf290bba71fd57d7117cbb8"), unlocked.Address);
    }

    [Fact]
    public void StatedAddress_OfAFile_NeedsNoPassphrase()
    {
        Assert.Equal(EthAddress.Parse("45dea0fb0bba44f4fcf290bba71fd57d7117cbb8"), KeystoreFile.StatedAddress(_files.Write(KeyFiles.GoEthereumFile)));
        Assert.Null(KeystoreFile.StatedAddress(_files.Write(KeyFiles.Pbkdf2Example)));
    }

    [Fact]
    public void Unlock_AKeyWithoutItsLeadingZero_IsPadded()
    {
        using var foo = new Passphrase("foo"u8);
        using var unlocked = KeystoreFile.Unlock(_files.Write(KeyFiles.ShortKeyFile), foo, expected: null);
        Span<byte> key = stackalloc byte[32];
        unlocked.Key.Export(key);
        Assert.Equal("00fa7b3db73dc7dfdf8c5fbdb796d741e4488628c41fc4febd9160a866ba0f35", Convert.ToHexStringLower(key));
    }

    [Fact]
    public void Unlock_NamesInOtherCase_IsRead()
    {
        using var unlocked = KeystoreFile.Unlock(_files.Write(KeyFiles.Pbkdf2Example.Replace("\"crypto\"", "\"Crypto\"", StringComparison.Ordinal)), _passphrase, expected: null);
        Assert.Equal(EthAddress.Parse(KeyFiles.ExampleAddress), unlocked.Address);
    }

    [Fact]
    public void Unlock_OtherPassphrase_IsWrongPassphrase()
    {
        using var other = new Passphrase("testpassword "u8);
        Assert.Equal(KeystoreProblem.WrongPassphrase, Problem(_files.Write(KeyFiles.Pbkdf2Example), other));
    }

    [Theory]
    [InlineData("ciphertext")]
    [InlineData("mac")]
    public void Unlock_OneBitChanged_IsWrongPassphrase(string field) => Assert.Equal(KeystoreProblem.WrongPassphrase, Problem(_files.WriteChanged(json =>
    {
        var text = json["crypto"]![field]!.GetValue<string>();
        json["crypto"]![field] = text[..^1] + (text[^1] == '0' ? '1' : '0');
    })));

    [Fact]
    public void Unlock_NoFile_IsMissing()
    {
        Assert.Equal(KeystoreProblem.Missing, Problem(_files.PathOf("none")));
        Assert.Equal(KeystoreProblem.Missing, Problem(_files.PathOf("none/none")));
    }

    [Fact]
    public void Unlock_AFolder_IsInaccessible() => Assert.Equal(KeystoreProblem.Inaccessible, Problem(_files.PathOf(string.Empty)));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318")]
    [InlineData("{\"version\":3}")]
    [InlineData("{\"version\":3,\"crypto\":{\"cipher\":\"aes-128-ctr\"}}")]
    public void Unlock_NotAKeyFile_IsNamed(string content) =>
        Assert.Contains(Problem(_files.Write(content)), new[] { KeystoreProblem.Malformed, KeystoreProblem.Unsupported });

    [Fact]
    public void Unlock_CutAnywhere_IsMalformed()
    {
        var whole = KeyFiles.Pbkdf2Example.TrimEnd();
        for (var length = 0; length < whole.Length; length += 7)
        {
            Assert.Equal(KeystoreProblem.Malformed, Problem(_files.Write(whole[..length])));
        }
    }

    [Fact]
    public void Unlock_LongerThanAnyKeyFile_IsMalformed() => Assert.Equal(KeystoreProblem.Malformed, Problem(_files.Write(new string(' ', 20_000) + KeyFiles.Pbkdf2Example)));

    [Fact]
    public void Unlock_AKeyInPlainText_IsNotQuoted()
    {
        var exception = Assert.Throws<KeystoreException>(() => KeystoreFile.Unlock(_files.Write(KeyFiles.ExampleKey), _passphrase, expected: null));
        Assert.DoesNotContain(KeyFiles.ExampleKey[..6], exception.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Unlock_AnotherAddressStated_IsAddressMismatch() =>
        Assert.Equal(KeystoreProblem.AddressMismatch, Problem(_files.WriteChanged(json => json["address"] = "2c7536e3605d9c16a7a3d7b1898e529396a65c23")));

    [Fact]
    public void Unlock_AnotherAddressWanted_IsAddressMismatch()
    {
        var wanted = EthAddress.Parse("2c7536e3605d9c16a7a3d7b1898e529396a65c23");
        var path = _files.Write(KeyFiles.Pbkdf2Example);
        var exception = Assert.Throws<KeystoreException>(() => KeystoreFile.Unlock(path, _passphrase, wanted));
        Assert.Equal(KeystoreProblem.AddressMismatch, exception.Problem);
        Assert.Contains(wanted.ToString(), exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version", "4", KeystoreProblem.Unsupported)]
    [InlineData("version", "1", KeystoreProblem.Unsupported)]
    [InlineData("version", "\"3\"", KeystoreProblem.Malformed)]
    [InlineData("address", "\"nobody\"", KeystoreProblem.Malformed)]
    [InlineData("crypto", "null", KeystoreProblem.Malformed)]
    [InlineData("crypto.cipher", "\"aes-128-cbc\"", KeystoreProblem.Unsupported)]
    [InlineData("crypto.cipherparams", "{}", KeystoreProblem.Malformed)]
    [InlineData("crypto.cipherparams.iv", "\"6087\"", KeystoreProblem.Malformed)]
    [InlineData("crypto.ciphertext", "\"\"", KeystoreProblem.Malformed)]
    [InlineData("crypto.ciphertext", "\"zz\"", KeystoreProblem.Malformed)]
    [InlineData("crypto.mac", "null", KeystoreProblem.Malformed)]
    [InlineData("crypto.mac", "\"0x51\"", KeystoreProblem.Malformed)]
    [InlineData("crypto.kdf", "\"argon2\"", KeystoreProblem.Unsupported)]
    [InlineData("crypto.kdf", "\"scrypt\"", KeystoreProblem.Malformed)]
    [InlineData("crypto.kdfparams.prf", "\"hmac-sha512\"", KeystoreProblem.Unsupported)]
    [InlineData("crypto.kdfparams.dklen", "16", KeystoreProblem.Unsupported)]
    [InlineData("crypto.kdfparams.dklen", "2147483647", KeystoreProblem.Unsupported)]
    [InlineData("crypto.kdfparams.salt", "\"abc\"", KeystoreProblem.Malformed)]
    [InlineData("crypto.kdfparams.c", "0", KeystoreProblem.TooCostly)]
    [InlineData("crypto.kdfparams.c", "-1", KeystoreProblem.TooCostly)]
    [InlineData("crypto.kdfparams.c", "2147483647", KeystoreProblem.TooCostly)]
    [InlineData("crypto.kdfparams.c", "1e99", KeystoreProblem.Malformed)]
    [InlineData("crypto.kdfparams.c", "99999999999999999999", KeystoreProblem.Malformed)]
    public void Unlock_OneFieldOfAPbkdf2File_IsNamed(string field, string value, KeystoreProblem expected) =>
        Assert.Equal(expected, Problem(_files.WriteChanged(json => Change(json, field, value))));

    [Theory]
    [InlineData("n", "1073741824")]
    [InlineData("n", "262143")]
    [InlineData("n", "0")]
    [InlineData("r", "2147483647")]
    [InlineData("r", "-8")]
    [InlineData("p", "2147483647")]
    [InlineData("p", "0")]
    public void Unlock_HostileScrypt_IsRefusedBeforeItCosts(string field, string value) =>
        Assert.Equal(KeystoreProblem.TooCostly, Problem(_files.WriteChanged(json => Change(json, "crypto.kdfparams." + field, value), KeyFiles.ScryptExample)));

    [Fact]
    public void Unlock_ReadableByOthers_IsTold()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var path = _files.Write(KeyFiles.Pbkdf2Example);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        using var open = KeystoreFile.Unlock(path, _passphrase, expected: null);
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        using var closed = KeystoreFile.Unlock(path, _passphrase, expected: null);
        Assert.Equal((true, false), (open.FileReadableByOthers, closed.FileReadableByOthers));
    }

    public void Dispose()
    {
        _passphrase.Dispose();
        _files.Dispose();
    }

    private static void Change(JsonObject json, string field, string value)
    {
        var names = field.Split('.');
        JsonNode node = json;
        foreach (var name in names[..^1])
        {
            node = node[name]!;
        }

        node[names[^1]] = JsonNode.Parse(value);
    }

    private KeystoreProblem Problem(string path, Passphrase? passphrase = null) =>
        Assert.Throws<KeystoreException>(() => KeystoreFile.Unlock(path, passphrase ?? _passphrase, expected: null)).Problem;
}
