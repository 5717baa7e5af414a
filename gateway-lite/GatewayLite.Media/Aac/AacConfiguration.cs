using System.Globalization;
using GatewayLite.Media.H264;

namespace GatewayLite.Media.Aac;

/// <summary>What an AudioSpecificConfig says, as far as an ADTS header can repeat it.</summary>
/// <remarks>Source: ISO/IEC 14496-3, 1.6.2.1 and 1.A.2.2.</remarks>
internal sealed record AacConfiguration(int ObjectType, int CoreType, int FrequencyIndex, int Channels)
{
    public const int AdtsLength = 7;

    /// <summary>Longest raw frame: the header's 13-bit length counts the header too.</summary>
    public const int MaxFrame = 0x1FFF - AdtsLength;

    private const int SpectralBandReplication = 5;
    private const int ParametricStereo = 29;

    /// <summary>RFC 6381 name, for example <c>mp4a.40.2</c>.</summary>
    public string Codec => string.Create(CultureInfo.InvariantCulture, $"mp4a.40.{ObjectType}");

    /// <summary>Reads a configuration; null when it is broken or ADTS cannot express it (odd rate, channels described in the stream, object type above 4).</summary>
    public static AacConfiguration? Parse(ReadOnlySpan<byte> bytes)
    {
        var bits = new BitReader(bytes);
        var type = (int)bits.Bits(5);
        var frequency = (int)bits.Bits(4);
        var channels = (int)bits.Bits(4);
        var core = type;
        if (type is SpectralBandReplication or ParametricStereo)
        {
            _ = bits.Bits(4);
            core = (int)bits.Bits(5);
        }
        return bits.Overrun || core is < 1 or > 4 || frequency > 12 || channels is 0 or > 7 ? null : new AacConfiguration(type, core, frequency, channels);
    }

    /// <summary>Writes the header of one raw frame.</summary>
    public void WriteAdts(Span<byte> header, int frameLength)
    {
        var length = frameLength + AdtsLength;
        header[0] = 0xFF;
        header[1] = 0xF1;
        header[2] = (byte)(((CoreType - 1) << 6) | (FrequencyIndex << 2) | (Channels >> 2));
        header[3] = (byte)(((Channels & 3) << 6) | (length >> 11));
        header[4] = (byte)((length >> 3) & 0xFF);
        header[5] = (byte)(((length & 7) << 5) | 0x1F);
        header[6] = 0xFC;
    }
}
