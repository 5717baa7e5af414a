using Livepeer.Wire.SignerApi;

namespace Livepeer.Wire.Tests.SignerApi;

public sealed class NanoTimeTests
{
    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("2026-04-07T20:00:00Z")]
    [InlineData("2026-04-07T20:00:00.5Z")]
    [InlineData("2026-04-07T20:00:00.000000001Z")]
    [InlineData("2026-04-07T20:00:00.123456789-07:00")]
    [InlineData("2026-12-31T23:59:59.999999999+05:30")]
    [InlineData("9999-12-31T23:59:59.999999999Z")]
    public void Text_ReadAndWritten_IsTheSame(string text)
    {
        Assert.True(NanoTime.TryParse(text, out var time));
        Assert.Equal(text, time.ToString());
    }

    [Theory]
    [InlineData("2026-04-07T20:00:00.100Z", "2026-04-07T20:00:00.1Z")]
    [InlineData("2026-04-07T20:00:00+00:00", "2026-04-07T20:00:00Z")]
    public void LongerText_ReadAndWritten_IsShortened(string text, string expected)
    {
        Assert.True(NanoTime.TryParse(text, out var time));
        Assert.Equal(expected, time.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-04-07T20:00:00")]
    [InlineData("2026-04-07 20:00:00Z")]
    [InlineData("2026-04-07T20:00:00.Z")]
    [InlineData("2026-04-07T20:00:00.1234567891Z")]
    [InlineData("2026-04-07T20:00:00,5Z")]
    [InlineData("2026-04-07T24:00:00Z")]
    [InlineData("2026-13-07T20:00:00Z")]
    [InlineData("2026-04-07T20:00:00+15:00")]
    [InlineData("2026-04-07T20:00:00+0100")]
    [InlineData("0001-01-01T00:00:00+05:00")]
    [InlineData("9999-12-31T23:59:59-05:00")]
    public void OtherText_Read_IsRefused(string text) => Assert.False(NanoTime.TryParse(text, out _));

    [Fact]
    public void Default_Asked_IsGosZeroTime()
    {
        Assert.True(default(NanoTime).IsZero);
        Assert.Equal("0001-01-01T00:00:00Z", default(NanoTime).ToString());
    }
}
