using System.Numerics;
using Livepeer.Hosting.Options;

namespace RemoteSigner.Tests.Tenants.Limits;

public sealed class EthAmountTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("1", "1")]
    [InlineData("5wei", "5")]
    [InlineData("0.1eth", "100000000000000000")]
    [InlineData("0.1 eth", "100000000000000000")]
    [InlineData("20 gwei", "20000000000")]
    [InlineData("1.50 gwei", "1500000000")]
    [InlineData("0.000000000000000001 eth", "1")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639935", "115792089237316195423570985008687907853269984665640564039457584007913129639935")]
    public void Amount_InAnyUnit_IsExactWei(string text, string wei)
    {
        Assert.True(EthAmount.TryParse(text, out var read));
        Assert.Equal(BigInteger.Parse(wei, System.Globalization.CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1e18")]
    [InlineData("0.5")]
    [InlineData("0.5 wei")]
    [InlineData("0.0000000001 gwei")]
    [InlineData("1 ETH")]
    [InlineData("1  eth")]
    [InlineData(".5 eth")]
    [InlineData("1,000")]
    [InlineData("0x10")]
    [InlineData("١ eth")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639936")]
    public void Text_ThatIsNoWholeAmountOfWei_IsRefused(string text) => Assert.False(EthAmount.TryParse(text, out _));

    [Theory]
    [InlineData("0", "0 wei")]
    [InlineData("999999", "999999 wei")]
    [InlineData("1000000", "0.001 gwei")]
    [InlineData("20000000000", "20 gwei")]
    [InlineData("100000000000000000", "0.1 eth")]
    [InlineData("1000000000000000001", "1.000000000000000001 eth")]
    public void Amount_Shown_IsExactInTheUnitThatReadsBest(string wei, string text) =>
        Assert.Equal(text, EthAmount.Format(BigInteger.Parse(wei, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Amount_ShownAndRead_IsTheSame()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = new byte[random.Next(1, 32)];
            random.NextBytes(bytes);
            var wei = new BigInteger(bytes, isUnsigned: true);

            Assert.True(EthAmount.TryParse(EthAmount.Format(wei), out var read));
            Assert.Equal(wei, read);
        }
    }
}
