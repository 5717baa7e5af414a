using Livepeer.Payments.Money;
using Livepeer.Wire.SignerApi;
using TestKit;

namespace Livepeer.Wire.Tests.SignerApi;

public sealed class MaxPriceTests
{
    public static TheoryData<int> Cases() => [0, 1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Vector_Read_IsWhatGoLivepeerReads(int index)
    {
        using var document = Vectors.Load("payments.json");
        var vector = document.RootElement.GetProperty("fromGoLivepeerTests").GetProperty("maxPriceParse")[index];

        var read = new MaxPrice(vector.Text("price"), vector.Text("currency"), vector.Text("unit")).TryRead(vector.Text("type"), out var price, out var fault);

        if (vector.TryGetProperty("errorContains", out var expected))
        {
            Assert.False(read);
            Assert.Contains(expected.GetString()!, fault, StringComparison.Ordinal);
        }
        else
        {
            Assert.True(read, fault);
            Assert.Equal(Rational.Parse(vector.Text("rat")), price);
        }
    }

    [Theory]
    [InlineData("1", "wei", "fixed", "", "maxPrice requires payment type live, lv2v, or fixed")]
    [InlineData("1", "wei", "fixed", "bogus", "maxPrice requires payment type live, lv2v, or fixed")]
    [InlineData("1", "usd", "fixed", "fixed", "maxPrice.currency must be wei")]
    [InlineData("1", "wei", "fixed", "live", "maxPrice.unit must be seconds for payment type live")]
    [InlineData("1", "wei", "seconds", "lv2v", "maxPrice.unit must be 720p-pixel-seconds for payment type lv2v")]
    [InlineData("1", "wei", "", "fixed", "maxPrice.unit must be fixed for payment type fixed")]
    [InlineData("0", "wei", "fixed", "fixed", "maxPrice.price must be a positive decimal")]
    [InlineData("0e5", "wei", "fixed", "fixed", "maxPrice.price must be a positive decimal")]
    [InlineData("", "", "", "", "maxPrice.price must be a positive decimal")]
    [InlineData("1e400000000", "wei", "fixed", "fixed", "maxPrice.price must be a positive decimal")]
    public void UnusableCeiling_Read_IsRefusedInKnownWords(string price, string currency, string unit, string type, string expected)
    {
        Assert.False(new MaxPrice(price, currency, unit).TryRead(type, out _, out var fault));
        Assert.Equal(expected, fault);
    }

    [Theory]
    [InlineData("101.2", " WEI ", " Seconds ", "506/5")]
    [InlineData("1.5e3", "wei", "seconds", "1500")]
    [InlineData("25E-1", "wei", "seconds", "5/2")]
    [InlineData("0.001", "wei", "seconds", "1/1000")]
    public void Ceiling_Read_IsExact(string price, string currency, string unit, string expected)
    {
        Assert.True(new MaxPrice(price, currency, unit).TryRead("live", out var read, out _));
        Assert.Equal(Rational.Parse(expected), read);
    }
}
