using GatewayLite.Media.Segments;

namespace GatewayLite.Media.Tests.Segments;

public sealed class MediaTimeTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(44, 0)]
    [InlineData(45, 1)]
    [InlineData(-45, -1)]
    [InlineData(180_000, 2000)]
    public void Milliseconds_OfTicks_AreRoundedToTheNearest(long ticks, long milliseconds) => Assert.Equal(milliseconds, new MediaTime(ticks).TotalMilliseconds);

    [Fact]
    public void TimeSpan_OfManyYears_DoesNotOverflow() => Assert.Equal(TimeSpan.FromDays(36_500), new MediaTime(36_500L * 86_400 * 90_000).ToTimeSpan());
}
