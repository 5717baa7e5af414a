using Drills.World;

namespace Drills.Tests;

public sealed class FractionTests
{
    [Theory]
    [InlineData("1/2", "1/3", "5/6", "1/6")]
    [InlineData("7", "7", "14", "0")]
    [InlineData("1/3", "1/2", "5/6", "-1/6")]
    public void SumAndDifference_AreExact(string left, string right, string sum, string difference)
    {
        Assert.Equal(sum, (Fraction.Parse(left) + Fraction.Parse(right)).ToString());
        Assert.Equal(difference, (Fraction.Parse(left) - Fraction.Parse(right)).ToString());
    }

    [Fact]
    public void OrZero_OfADebt_IsNothing() => Assert.Equal(Fraction.Zero, (Fraction.Parse("1") - Fraction.Parse("2")).OrZero());
}
