namespace GatewayLite.Media.Ts;

/// <summary>CRC-32/MPEG-2 of program tables: polynomial 0x04C11DB7, not reflected, all ones at the start. Source: ISO/IEC 13818-1, annex A.</summary>
internal static class Crc32Mpeg
{
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= (uint)value << 24;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000_0000) != 0 ? (crc << 1) ^ 0x04C1_1DB7 : crc << 1;
            }
        }
        return crc;
    }
}
