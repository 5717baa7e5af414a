using Livepeer.Wire.Discovery;

namespace Livepeer.Wire.Tests.Discovery;

public sealed class RunnerPriceTests
{
    [Theory]
    [InlineData("12345", "wei", "seconds", "12345")]
    [InlineData("12345678901234567890123", "wei", "720p-pixel-seconds", "12345678901234567890123")]
    [InlineData("1.5", "wei", "fixed", "3/2")]
    [InlineData("2e3", " WEI ", " Seconds ", "2000")]
    [InlineData("0", "wei", "seconds", null)]
    [InlineData("-1", "wei", "seconds", null)]
    [InlineData("1e999999999", "wei", "seconds", null)]
    [InlineData("5", "usd", "seconds", null)]
    [InlineData("5", "", "seconds", null)]
    [InlineData("5", "wei", "", null)]
    [InlineData("5", "wei", "hour", null)]
    public void Price_OfCurrencyAndUnit_IsPayableOrNot(string text, string currency, string unit, string? wei) =>
        Assert.Equal(wei, new RunnerPrice(text, currency, unit).PayableWei?.ToString());
}
