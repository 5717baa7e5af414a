namespace GatewayLite.Media.Ts;

/// <summary>Arithmetic of the 33-bit, 90 kHz time stamps.</summary>
internal static class TsTime
{
    private const long Modulus = 1L << 33;

    public static long Wrap(long ticks) => ticks & (Modulus - 1);

    /// <summary>How far <paramref name="to"/> is from <paramref name="from"/> on the shorter way around.</summary>
    public static long Distance(long from, long to) => Wrap(to - from + (Modulus / 2)) - (Modulus / 2);
}
