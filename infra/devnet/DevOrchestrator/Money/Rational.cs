using System.Globalization;
using System.Numerics;

namespace DevOrchestrator.Money;

/// <summary>An exact fraction in lowest terms with a positive denominator; <c>default</c> is zero. Its text is "n" or "n/d".</summary>
internal readonly record struct Rational : IComparable<Rational>
{
    // One less than the denominator, so that default is 0/1.
    private readonly BigInteger _denominatorLessOne;

    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException("a fraction needs a denominator other than zero");
        }

        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        _denominatorLessOne = (denominator / divisor) - 1;
    }

    public Rational(BigInteger number)
        : this(number, BigInteger.One)
    {
    }

    public static Rational Zero => default;

    public BigInteger Numerator { get; }

    public BigInteger Denominator => _denominatorLessOne + 1;

    public int Sign => Numerator.Sign;

    public static Rational operator +(Rational left, Rational right) =>
        new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static Rational operator -(Rational left, Rational right) =>
        new((left.Numerator * right.Denominator) - (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static Rational operator *(Rational left, Rational right) => new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static Rational operator *(Rational left, BigInteger right) => new(left.Numerator * right, left.Denominator);

    public static bool TryParse(string text, out Rational value)
    {
        value = default;
        var parts = text.Split('/');
        if (parts.Length > 2
            || !BigInteger.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var numerator))
        {
            return false;
        }

        var denominator = BigInteger.One;
        if (parts.Length == 2 && (!BigInteger.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out denominator) || denominator.IsZero))
        {
            return false;
        }

        value = new Rational(numerator, denominator);
        return true;
    }

    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>The largest whole number that is not greater.</summary>
    public BigInteger Floor()
    {
        var quotient = BigInteger.DivRem(Numerator, Denominator, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>Rounded to a whole number, halves away from zero, as Go's FloatString(0) writes it in texts and headers.</summary>
    public string ToWholeText()
    {
        var rounded = ((BigInteger.Abs(Numerator) * 2) + Denominator) / (Denominator * 2);
        return (Numerator.Sign * rounded).ToString(CultureInfo.InvariantCulture);
    }

    public override string ToString() => Denominator.IsOne
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
