using System.Numerics;
using FsCheck.Xunit;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Tests.Money;

public class RationalTests
{
    [Property]
    public bool Sum_AnyThree_IsAssociativeAndCommutative(int a, int b, int c, uint d, uint e, uint f)
    {
        var (x, y, z) = (Fraction(a, d), Fraction(b, e), Fraction(c, f));
        return (x + y) + z == x + (y + z) && x + y == y + x && x + Rational.Zero == x && x - x == Rational.Zero;
    }

    [Property]
    public bool Product_AnyThree_DistributesOverSums(int a, int b, int c, uint d, uint e, uint f)
    {
        var (x, y, z) = (Fraction(a, d), Fraction(b, e), Fraction(c, f));
        return x * (y + z) == (x * y) + (x * z) && x * y == y * x && x * Rational.One == x;
    }

    [Property]
    public bool Quotient_NotByZero_UndoesTheProduct(int a, int b, uint d, uint e)
    {
        var (x, y) = (Fraction(a, d), Fraction(b == 0 ? 1 : b, e));
        return x * y / y == x;
    }

    [Property]
    public bool Order_AnyTwo_IsThatOfTheDifference(int a, int b, uint d, uint e)
    {
        var (x, y) = (Fraction(a, d), Fraction(b, e));
        return x.CompareTo(y) == (x - y).Sign && (x < y) == (y > x) && (x == y) == (x <= y && x >= y);
    }

    [Property]
    public bool Text_Any_ComesBack(int a, uint d, int shift)
    {
        var x = Fraction(a, d) * new Rational(BigInteger.Pow(2, Math.Abs(shift % 300)));
        return Rational.Parse(x.ToString()) == x && Rational.Parse(x.ToString()).GetHashCode() == x.GetHashCode();
    }

    [Property]
    public bool FloorAndCeiling_Any_EncloseTheNumber(int a, uint d)
    {
        var x = Fraction(a, d);
        return new Rational(x.Floor()) <= x && x <= new Rational(x.Ceiling()) && x.Ceiling() - x.Floor() == (x.IsWhole ? 0 : 1);
    }

    [Property]
    public bool CeilingOfQuotient_Any_IsTheCeilingOfTheQuotient(int a, int b, uint d, uint e)
    {
        var (x, y) = (Fraction(a, d), Fraction(b == 0 ? 1 : b, e));
        return Rational.CeilingOfQuotient(x, y) == (x / y).Ceiling();
    }

    [Property]
    public bool Reduction_CommonFactor_ChangesNothing(int a, uint d, ushort factor) =>
        new Rational((BigInteger)a * (factor + 1), ((BigInteger)d + 1) * (factor + 1)) == Fraction(a, d);

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("1/")]
    [InlineData("/2")]
    [InlineData("1/0")]
    [InlineData("1/-2")]
    [InlineData("1.5")]
    [InlineData("1 /2")]
    [InlineData("0x1")]
    [InlineData("1/2/3")]
    public void TryParse_OtherText_IsRefused(string text) => Assert.False(Rational.TryParse(text, out _));

    [Theory]
    [InlineData("1/3", 5, "0.33333")]
    [InlineData("2/3", 5, "0.66667")]
    [InlineData("1/2", 0, "1")]
    [InlineData("-1/2", 0, "-1")]
    [InlineData("-1/8", 2, "-0.13")]
    [InlineData("1200", 3, "1200.000")]
    [InlineData("0", 3, "0.000")]
    [InlineData("1/1000", 3, "0.001")]
    public void ToFixed_Number_RoundsHalfAwayFromZeroAsGoDoes(string number, int decimals, string expected) =>
        Assert.Equal(expected, Rational.Parse(number).ToFixed(decimals));

    [Fact]
    public void Default_Value_IsZero()
    {
        Assert.Equal(new Rational(0), default);
        Assert.Equal("0", default(Rational).ToString());
        Assert.Equal(BigInteger.One, default(Rational).Denominator);
    }

    private static Rational Fraction(int above, uint below) => new(above, (BigInteger)below + 1);
}
