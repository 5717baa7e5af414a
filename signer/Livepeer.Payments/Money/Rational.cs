using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Livepeer.Payments.Money;

/// <summary>
/// An exact fraction in lowest terms with a positive denominator. <c>default</c> is zero. Text form "n" or "n/d", as Go's big.Rat writes it.
/// </summary>
/// <remarks>
/// Expected values have denominators that divide 2^256 - 1; one unit of rounding changes ticket counts, so nothing here rounds unless its name says so.
/// </remarks>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    /// <summary>A whole number.</summary>
    public Rational(BigInteger value)
    {
        Numerator = value;
        DenominatorMinusOne = BigInteger.Zero;
    }

    /// <summary>A fraction, reduced to lowest terms.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException("A fraction's denominator is zero.");
        }

        if (denominator.Sign < 0)
        {
            numerator = -numerator;
            denominator = -denominator;
        }

        (Numerator, denominator) = Reduce(numerator, denominator);
        DenominatorMinusOne = denominator - BigInteger.One;
    }

    /// <summary>0.</summary>
    public static Rational Zero => default;

    /// <summary>1.</summary>
    public static Rational One => new(BigInteger.One);

    /// <summary>Part above the line; carries the sign.</summary>
    public BigInteger Numerator { get; private init; }

    /// <summary>Part below the line, at least 1.</summary>
    public BigInteger Denominator => DenominatorMinusOne + BigInteger.One;

    // Zero in a default value, so that default(Rational) is 0/1 and not 0/0.
    private BigInteger DenominatorMinusOne { get; init; }

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>Whether this is 0.</summary>
    public bool IsZero => Numerator.IsZero;

    /// <summary>Whether the denominator is 1.</summary>
    public bool IsWhole => DenominatorMinusOne.IsZero;

    /// <summary>Sum.</summary>
    public static Rational operator +(Rational left, Rational right)
    {
        // A whole number added to a reduced fraction leaves it reduced.
        if (right.IsWhole)
        {
            return Reduced(left.Numerator + (right.Numerator * left.Denominator), left.DenominatorMinusOne);
        }

        if (left.IsWhole)
        {
            return Reduced((left.Numerator * right.Denominator) + right.Numerator, right.DenominatorMinusOne);
        }

        // Knuth, The Art of Computer Programming 4.5.1: divide by the denominators' common part first, and only that part can still be shared.
        var (leftCofactor, rightCofactor, common) = Split(left.Denominator, right.Denominator);
        var sum = (left.Numerator * rightCofactor) + (right.Numerator * leftCofactor);
        var (numerator, rest) = Reduce(sum, common);
        return Reduced(numerator, (leftCofactor * rightCofactor * rest) - BigInteger.One);
    }

    /// <summary>Difference.</summary>
    public static Rational operator -(Rational left, Rational right) => left + (-right);

    /// <summary>Opposite.</summary>
    public static Rational operator -(Rational value) => Reduced(-value.Numerator, value.DenominatorMinusOne);

    /// <summary>Product.</summary>
    public static Rational operator *(Rational left, Rational right)
    {
        // Reducing crosswise before multiplying keeps the numbers small, and the product needs no reduction.
        var (leftNumerator, rightDenominator) = Reduce(left.Numerator, right.Denominator);
        var (rightNumerator, leftDenominator) = Reduce(right.Numerator, left.Denominator);
        return Reduced(leftNumerator * rightNumerator, (leftDenominator * rightDenominator) - BigInteger.One);
    }

    /// <summary>Quotient.</summary>
    /// <exception cref="DivideByZeroException">The right side is zero.</exception>
    public static Rational operator /(Rational left, Rational right) => new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    /// <inheritdoc cref="Equals(Rational)"/>
    public static bool operator ==(Rational left, Rational right) => left.Equals(right);

    /// <inheritdoc cref="Equals(Rational)"/>
    public static bool operator !=(Rational left, Rational right) => !left.Equals(right);

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <(Rational left, Rational right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >(Rational left, Rational right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <=(Rational left, Rational right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >=(Rational left, Rational right) => left.CompareTo(right) >= 0;

    /// <summary>The larger of two.</summary>
    public static Rational Max(Rational left, Rational right) => left >= right ? left : right;

    /// <summary>The smaller of two.</summary>
    public static Rational Min(Rational left, Rational right) => left <= right ? left : right;

    /// <summary>Reads "n" or "n/d" with an optional minus sign in front; "n/d" need not be in lowest terms.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Rational value)
    {
        value = default;
        if (text is null)
        {
            return false;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var above = slash < 0 ? text.AsSpan() : text.AsSpan(0, slash);
        if (!BigInteger.TryParse(above, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var numerator))
        {
            return false;
        }

        if (slash < 0)
        {
            value = new Rational(numerator);
            return true;
        }

        if (!BigInteger.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var denominator) || denominator.IsZero)
        {
            return false;
        }

        value = new Rational(numerator, denominator);
        return true;
    }

    /// <summary>Reads "n" or "n/d".</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static Rational Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException("A fraction is written n or n/d in decimal digits.");

    /// <summary>The largest whole number not above this.</summary>
    public BigInteger Floor()
    {
        var quotient = BigInteger.DivRem(Numerator, Denominator, out var remainder);
        return remainder.Sign < 0 ? quotient - BigInteger.One : quotient;
    }

    /// <summary>The smallest whole number not below this.</summary>
    public BigInteger Ceiling()
    {
        var quotient = BigInteger.DivRem(Numerator, Denominator, out var remainder);
        return remainder.Sign > 0 ? quotient + BigInteger.One : quotient;
    }

    /// <summary>The smallest whole number not below left divided by right, without reducing the quotient first.</summary>
    /// <exception cref="DivideByZeroException">The right side is zero.</exception>
    public static BigInteger CeilingOfQuotient(Rational left, Rational right)
    {
        var above = left.Numerator * right.Denominator;
        var below = left.Denominator * right.Numerator;
        var quotient = BigInteger.DivRem(above, below, out var remainder);
        return !remainder.IsZero && (remainder.Sign < 0) == (below.Sign < 0) ? quotient + BigInteger.One : quotient;
    }

    /// <summary>Decimal text with a fixed number of decimals, rounded half away from zero: for people and error texts, never for arithmetic.</summary>
    /// <remarks>Source: Go's big.Rat FloatString.</remarks>
    public string ToFixed(int decimals)
    {
        var scale = BigInteger.Pow(10, decimals);
        var scaled = BigInteger.Divide((BigInteger.Abs(Numerator) * scale * 2) + Denominator, Denominator * 2);
        var whole = BigInteger.DivRem(scaled, scale, out var fraction);
        var text = whole.ToString(CultureInfo.InvariantCulture);
        if (decimals > 0)
        {
            text = $"{text}.{fraction.ToString(CultureInfo.InvariantCulture).PadLeft(decimals, '0')}";
        }

        return Sign < 0 ? "-" + text : text;
    }

    /// <summary>Whether both are the same number.</summary>
    public bool Equals(Rational other) => Numerator == other.Numerator && DenominatorMinusOne == other.DenominatorMinusOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, DenominatorMinusOne);

    /// <summary>Orders by value.</summary>
    public int CompareTo(Rational other) =>
        DenominatorMinusOne == other.DenominatorMinusOne
            ? Numerator.CompareTo(other.Numerator)
            : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>"n" for whole numbers, else "n/d" in lowest terms.</summary>
    public override string ToString() =>
        IsWhole
            ? Numerator.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    private static Rational Reduced(BigInteger numerator, BigInteger denominatorMinusOne) =>
        new() { Numerator = numerator, DenominatorMinusOne = denominatorMinusOne };

    private static (BigInteger Numerator, BigInteger Denominator) Reduce(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsOne)
        {
            return (numerator, denominator);
        }

        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return divisor.IsOne ? (numerator, denominator) : (numerator / divisor, denominator / divisor);
    }

    private static (BigInteger Left, BigInteger Right, BigInteger Common) Split(BigInteger left, BigInteger right)
    {
        var common = BigInteger.GreatestCommonDivisor(left, right);
        return common.IsOne ? (left, right, common) : (left / common, right / common, common);
    }
}
