using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Livepeer.Payments.Money;

/// <summary>A whole, non-negative amount of wei (10^-18 ETH). <c>default</c> is zero. Amounts on the wire are at most 2^256 - 1.</summary>
public readonly record struct Wei : IComparable<Wei>
{
    /// <summary>Wraps an amount.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    public Wei(BigInteger amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        Amount = amount;
    }

    /// <summary>Nothing.</summary>
    public static Wei Zero => default;

    /// <summary>The amount.</summary>
    public BigInteger Amount { get; }

    /// <summary>Whether the amount is zero.</summary>
    public bool IsZero => Amount.IsZero;

    /// <summary>Reads decimal digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Wei wei)
    {
        var parsed = BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount);
        wei = parsed ? new Wei(amount) : default;
        return parsed;
    }

    /// <summary>Reads decimal digits.</summary>
    /// <exception cref="FormatException">The text is not a whole, non-negative number.</exception>
    public static Wei Parse(string text) =>
        TryParse(text, out var wei) ? wei : throw new FormatException("An amount of wei is written in decimal digits only.");

    /// <summary>Sum.</summary>
    public static Wei operator +(Wei left, Wei right) => new(left.Amount + right.Amount);

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <(Wei left, Wei right) => left.Amount < right.Amount;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >(Wei left, Wei right) => left.Amount > right.Amount;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <=(Wei left, Wei right) => left.Amount <= right.Amount;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >=(Wei left, Wei right) => left.Amount >= right.Amount;

    /// <summary>The same amount as a fraction.</summary>
    public Rational ToRational() => new(Amount);

    /// <summary>Orders by amount.</summary>
    public int CompareTo(Wei other) => Amount.CompareTo(other.Amount);

    /// <summary>Decimal digits without a unit.</summary>
    public override string ToString() => Amount.ToString(CultureInfo.InvariantCulture);
}
