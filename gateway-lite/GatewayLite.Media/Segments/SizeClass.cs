using System.Numerics;

namespace GatewayLite.Media.Segments;

/// <summary>Sizes of the arrays that segments live in: 2^k and 1.5 * 2^k, so that at most a third of an array is unused and arrays are reusable.</summary>
internal static class SizeClass
{
    public const int SmallestBytes = 64 * 1024;

    /// <summary>Largest array, also the bound of one segment: 300 s at 8 Mbit/s, go-livepeer's bound of a pushed segment, and a bit.</summary>
    public const int LargestBytes = 384 * 1024 * 1024;

    public static int For(int minimumBytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minimumBytes, LargestBytes);
        var power = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(minimumBytes, SmallestBytes));
        var lower = power / 4 * 3;
        return lower >= minimumBytes && lower >= SmallestBytes ? lower : power;
    }
}
