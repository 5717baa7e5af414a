using DevOrchestrator.Money;

namespace DevOrchestrator.Tests.Money;

public sealed class RationalTests
{
    [Theory]
    [InlineData(7, 2, 3, "4")]
    [InlineData(-7, 2, -4, "-4")]
    [InlineData(10, 3, 3, "3")]
    [InlineData(-10, 3, -4, "-3")]
    [InlineData(6, 3, 2, "2")]
    [InlineData(0, 3, 0, "0")]
    public void Whole_Fraction_IsFlooredOrRoundedAwayFromZero(long numerator, long denominator, long floor, string rounded)
    {
        var value = new Rational(numerator, denominator);

        Assert.Equal((floor, rounded), ((long)value.Floor(), value.ToWholeText()));
    }
}
