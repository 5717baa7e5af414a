using FsCheck.Xunit;
using Livepeer.Crypto.Passwords;
using Org.BouncyCastle.Crypto.Generators;

namespace Livepeer.Crypto.Tests.Passwords;

public class ScryptTests
{
    [Theory]
    [InlineData("password", "NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")]
    [InlineData("", "", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")]
    public void DeriveKey_ExamplesOfTheStandard_GivesTheStatedKey(string passphrase, string salt, int n, int r, int p, string expected)
    {
        Assert.True(ScryptCost.TryCreate(n, r, p, out var cost));
        var key = new byte[64];
        Scrypt.DeriveKey(System.Text.Encoding.ASCII.GetBytes(passphrase), System.Text.Encoding.ASCII.GetBytes(salt), cost, key);
        Assert.Equal(expected, Convert.ToHexStringLower(key));
    }

    [Fact]
    public void DeriveKey_ManyRoundsOfSmallBlocks_GivesTheKeyOfTheKeyFileDefinition()
    {
        Assert.True(ScryptCost.TryCreate(262_144, 1, 8, out var cost));
        var key = new byte[32];
        Scrypt.DeriveKey("testpassword"u8, Convert.FromHexString("ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"), cost, key);
        Assert.Equal("fac192ceb5fd772906bea3e118a69e8bbb5cc24229e20d8766fd298291bba6bd", Convert.ToHexStringLower(key));
    }

    [Property(MaxTest = 60)]
    public bool DeriveKey_AnyParameters_EqualsTheReference(byte[] passphrase, byte[] salt, byte logN, byte r, byte p, byte length)
    {
        var (n, blockSize, lanes, bytes) = (2 << (logN % 9), 1 + (r % 9), 1 + (p % 4), 1 + (length % 100));
        Assert.True(ScryptCost.TryCreate(n, blockSize, lanes, out var cost));
        var key = new byte[bytes];
        Scrypt.DeriveKey(passphrase, salt, cost, key);
        return key.AsSpan().SequenceEqual(SCrypt.Generate(passphrase, salt, n, blockSize, lanes, bytes));
    }

    [Theory]
    [InlineData(0, 8, 1)]
    [InlineData(1, 8, 1)]
    [InlineData(-2, 8, 1)]
    [InlineData(3, 8, 1)]
    [InlineData(1024, 0, 1)]
    [InlineData(1024, 8, 0)]
    [InlineData(1024, -8, -1)]
    [InlineData(int.MinValue, 8, 1)]
    public void TryCreate_NotDefined_IsRefused(int n, int r, int p) => Assert.False(ScryptCost.TryCreate(n, r, p, out _));

    [Theory]
    [InlineData(1 << 20, 8, 1)]
    [InlineData(1 << 30, 8, 1)]
    [InlineData(2, int.MaxValue, 1)]
    [InlineData(2, 1, int.MaxValue)]
    [InlineData(1 << 30, int.MaxValue, int.MaxValue)]
    [InlineData(262_144, 8, 9)]
    public void TryCreate_TooCostly_IsRefused(int n, int r, int p) => Assert.False(ScryptCost.TryCreate(n, r, p, out _));

    [Fact]
    public void TryCreate_WhatKeyFilesUse_IsTaken()
    {
        Assert.True(ScryptCost.TryCreate(262_144, 8, 1, out var standard));
        Assert.Equal(ScryptCost.Standard, standard);
        Assert.True(ScryptCost.TryCreate(4_096, 8, 6, out var light));
        Assert.Equal(ScryptCost.Light, light);
        Assert.True(ScryptCost.TryCreate(1 << 19, 8, 2, out _));
    }
}
