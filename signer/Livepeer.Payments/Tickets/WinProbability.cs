using System.Numerics;

namespace Livepeer.Payments.Tickets;

/// <summary>Chance that a ticket wins, scaled to 2^256 - 1. <c>default</c> never wins.</summary>
public readonly record struct WinProbability
{
    /// <summary>Wraps a scaled chance.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or above 2^256 - 1.</exception>
    public WinProbability(BigInteger scaled)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scaled);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scaled, MaxScaled);
        Scaled = scaled;
    }

    /// <summary>2^256 - 1: the scale, and the chance of a ticket that always wins.</summary>
    public static BigInteger MaxScaled { get; } = BigInteger.Pow(2, 256) - 1;

    /// <summary>The scaled chance, 0 to 2^256 - 1.</summary>
    public BigInteger Scaled { get; }
}
