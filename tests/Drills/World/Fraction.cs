using System.Globalization;
using System.Numerics;

namespace Drills.World;

/// <summary>An exact amount of wei, read from texts "n" and "n/d". Own arithmetic: the product's is on trial.</summary>
internal readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator) : IComparable<Fraction>
{
    public static Fraction Zero { get; } = new(BigInteger.Zero, BigInteger.One);

    public static Fraction Parse(string text)
    {
        var parts = text.Split('/');
        return Reduced(Number(parts[0]), parts.Length == 2 ? Number(parts[1]) : BigInteger.One);
    }

    public static Fraction operator +(Fraction a, Fraction b) => Reduced((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Fraction operator -(Fraction a, Fraction b) => a + new Fraction(-b.Numerator, b.Denominator);

    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>This amount, or nothing where it is negative.</summary>
    public Fraction OrZero() => Numerator.Sign < 0 ? Zero : this;

    /// <summary>Whole wei, rounded up: nothing that is missing is shown as nothing.</summary>
    public BigInteger Ceiling()
    {
        var quotient = BigInteger.DivRem(Numerator, Denominator, out var rest);
        return rest.Sign > 0 ? quotient + 1 : quotient;
    }

    public override string ToString() => Denominator.IsOne ? Text(Numerator) : $"{Text(Numerator)}/{Text(Denominator)}";

    private static Fraction Reduced(BigInteger numerator, BigInteger denominator)
    {
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return common.IsZero ? Zero : new(numerator / common, denominator / common);
    }

    private static BigInteger Number(string digits) => BigInteger.Parse(digits, CultureInfo.InvariantCulture);

    private static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);
}
