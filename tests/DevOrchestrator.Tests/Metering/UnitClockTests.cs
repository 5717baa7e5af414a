using DevOrchestrator.Metering;
using FsCheck.Xunit;

namespace DevOrchestrator.Tests.Metering;

public sealed class UnitClockTests
{
    [Theory]
    [InlineData(27_648_000, 50_000_000, 138_240_000)]
    [InlineData(27_648_000, 50_000_001, 138_240_002)]
    [InlineData(1, 49_999_999, 4)]
    [InlineData(1, 0, 0)]
    public void Take_Once_IsRoundedDown(long unitsPerSecond, long ticks, long units) =>
        Assert.Equal(units, new UnitClock(unitsPerSecond).Take(TimeSpan.FromTicks(ticks)));

    [Fact]
    public void Take_RestOfAUnit_CountsTheNextTime()
    {
        var clock = new UnitClock(1);

        Assert.Equal([4L, 5L], [clock.Take(TimeSpan.FromSeconds(4.9)), clock.Take(TimeSpan.FromSeconds(4.2))]);
    }

    [Property]
    public bool Take_ManyTimes_LosesNothing(uint[] steps)
    {
        var clock = new UnitClock(27_648_000);

        var units = steps.Sum(step => clock.Take(TimeSpan.FromTicks(step)));

        return units == new UnitClock(27_648_000).Take(TimeSpan.FromTicks(steps.Sum(step => (long)step)));
    }
}
