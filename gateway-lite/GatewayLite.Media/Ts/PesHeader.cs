namespace GatewayLite.Media.Ts;

/// <summary>Start of a PES packet. Source: ISO/IEC 13818-1, 2.4.3.6.</summary>
internal readonly record struct PesHeader(long? Pts, long? Dts, int PayloadAt)
{
    /// <summary>Reads the header at the start of a packet's payload; null when there is none.</summary>
    public static PesHeader? Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 9 || payload[0] != 0 || payload[1] != 0 || payload[2] != 1 || payload.Length < 9 + payload[8])
        {
            return null;
        }
        var flags = payload[7] >> 6;
        var pts = (flags & 2) != 0 && payload[8] >= 5 ? Time(payload[9..]) : (long?)null;
        var dts = flags == 3 && payload[8] >= 10 ? Time(payload[14..]) : pts;
        return new PesHeader(pts, dts, 9 + payload[8]);
    }

    private static long Time(ReadOnlySpan<byte> five) =>
        ((long)(five[0] & 0x0E) << 29) | ((long)five[1] << 22) | ((long)(five[2] & 0xFE) << 14) | ((long)five[3] << 7) | (uint)(five[4] >> 1);
}
