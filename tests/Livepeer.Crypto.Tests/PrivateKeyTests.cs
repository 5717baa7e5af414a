namespace Livepeer.Crypto.Tests;

public class PrivateKeyTests
{
    private const string Order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(Order)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("01")]
    [InlineData("")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000001")]
    public void Create_NotAScalar_Throws(string bytes) => Assert.Throws<ArgumentException>(() => new PrivateKey(Convert.FromHexString(bytes)));

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140")]
    public void Sign_SmallestAndGreatestKey_Recovers(string bytes)
    {
        using var key = new PrivateKey(Convert.FromHexString(bytes));
        var digest = Keccak256.Hash("edge"u8);
        foreach (var secp256k1 in Implementations.Present)
        {
            Assert.True(secp256k1.TryRecover(digest, secp256k1.Sign(key, digest), out var signer));
            Assert.Equal(secp256k1.AddressOf(key), signer);
        }
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(Order)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void Sign_DigestAtTheEdges_Recovers(string digest)
    {
        using var key = PrivateKey.Generate();
        foreach (var secp256k1 in Implementations.Present)
        {
            Assert.True(secp256k1.TryRecover(Hash32.Parse(digest), secp256k1.Sign(key, Hash32.Parse(digest)), out var signer));
            Assert.Equal(secp256k1.AddressOf(key), signer);
        }
    }

    [Fact]
    public void Use_AfterDisposal_Throws()
    {
        var key = PrivateKey.Generate();
        key.Dispose();
        foreach (var secp256k1 in Implementations.Present)
        {
            Assert.Throws<ObjectDisposedException>(() => secp256k1.Sign(key, default));
            Assert.Throws<ObjectDisposedException>(() => secp256k1.AddressOf(key));
        }

        Assert.Throws<ObjectDisposedException>(() => key.Export(new byte[32]));
    }

    [Fact]
    public void Text_AnyKey_SaysNothing()
    {
        using var key = PrivateKey.Generate();
        Assert.Equal("private key", key.ToString());
    }

    [Fact]
    public void Export_AnyKey_MakesTheSameKeyAgain()
    {
        using var key = PrivateKey.Generate();
        var bytes = new byte[32];
        key.Export(bytes);
        using var again = new PrivateKey(bytes);
        Assert.Equal(Secp256k1.Best.AddressOf(key), Secp256k1.Best.AddressOf(again));
    }
}
