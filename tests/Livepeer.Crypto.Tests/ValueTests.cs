using FsCheck.Xunit;

namespace Livepeer.Crypto.Tests;

public class ValueTests
{
    [Theory]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("0x8617E340B3D01FA5F11F306F4090FD50E238070D")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77")]
    [InlineData("0x27b1fdb04752bbc536007a920d24acb045561c26")]
    public void AddressText_ExamplesOfEip55_CarriesTheChecksum(string text)
    {
        Assert.Equal(text, EthAddress.Parse(text.ToLowerInvariant()).ToString());
        Assert.Equal(text, EthAddress.Parse(text[2..].ToUpperInvariant()).ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAedd")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg")]
    [InlineData("0x0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData(" 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    public void Parse_NotAnAddress_IsRefused(string? text)
    {
        Assert.False(EthAddress.TryParse(text, out var address));
        Assert.True(address.IsZero);
        if (text is not null)
        {
            Assert.Throws<FormatException>(() => EthAddress.Parse(text));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a4")]
    [InlineData("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a47z")]
    public void Parse_NotAHash_IsRefused(string? text)
    {
        Assert.False(Hash32.TryParse(text, out var hash));
        Assert.True(hash.IsZero);
        if (text is not null)
        {
            Assert.Throws<FormatException>(() => Hash32.Parse(text));
        }
    }

    [Fact]
    public void Create_OtherLengths_Throws()
    {
        Assert.Throws<ArgumentException>(() => new EthAddress(new byte[19]));
        Assert.Throws<ArgumentException>(() => new Hash32(new byte[33]));
        Assert.Throws<ArgumentException>(() => new Signature65(new byte[64]));
        Assert.Throws<ArgumentException>(() => new Signature65(new byte[66]));
    }

    [Property]
    public bool BytesAndText_AnyValues_ComeBack(byte[] seed)
    {
        var hash = Keccak256.Hash(seed);
        var address = new EthAddress(hash.ToArray().AsSpan(12));
        var signature = new Signature65(hash, Keccak256.Hash(hash.ToArray()), 28);
        return Hash32.Parse(hash.ToString()) == hash
            && EthAddress.Parse(address.ToString()) == address
            && new EthAddress(address.ToArray()) == address
            && new Signature65(signature.ToArray()) == signature
            && signature.ToString() == "0x" + Convert.ToHexStringLower(signature.ToArray());
    }
}
