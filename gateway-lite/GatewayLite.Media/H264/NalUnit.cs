namespace GatewayLite.Media.H264;

/// <summary>Types of NAL units that a multiplexer must know. Source: ITU-T H.264, table 7-1.</summary>
internal static class NalUnit
{
    public const int Idr = 5;
    public const int Sps = 7;
    public const int Pps = 8;
    public const int AccessUnitDelimiter = 9;

    public static int TypeOf(byte header) => header & 0x1F;
}
