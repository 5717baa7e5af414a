using System.Buffers.Binary;

namespace GatewayLite.Media.H264;

/// <summary>What an AVCDecoderConfigurationRecord says: how NAL units are delimited, and the parameter sets that precede every IDR.</summary>
/// <remarks>Source: ISO/IEC 14496-15, 5.3.3.1.</remarks>
internal sealed class AvcConfiguration
{
    private AvcConfiguration(int lengthSize, byte[] parameterSets, SequenceParameters? picture)
    {
        LengthSize = lengthSize;
        ParameterSets = parameterSets;
        Picture = picture;
    }

    /// <summary>Bytes of the length in front of each NAL unit: 1, 2 or 4.</summary>
    public int LengthSize { get; }

    /// <summary>All SPS, then all PPS, each with a 4-byte start code.</summary>
    public byte[] ParameterSets { get; }

    /// <summary>Codec and size of the first SPS; null when it cannot be read.</summary>
    public SequenceParameters? Picture { get; }

    /// <summary>Reads a record; null when it is broken or has no SPS or PPS.</summary>
    public static AvcConfiguration? Parse(ReadOnlySpan<byte> record)
    {
        if (record.Length < 7 || record[0] != 1 || (record[4] & 3) == 2)
        {
            return null;
        }
        var sets = new List<byte>(record.Length + 16);
        var rest = record[6..];
        var sps = rest;
        if (!TakeUnits(ref rest, record[5] & 0x1F, sets) || rest.IsEmpty)
        {
            return null;
        }
        var pictures = rest[0];
        rest = rest[1..];
        if (!TakeUnits(ref rest, pictures, sets))
        {
            return null;
        }
        var first = BinaryPrimitives.ReadUInt16BigEndian(sps);
        return new AvcConfiguration((record[4] & 3) + 1, [.. sets], SequenceParameters.Parse(sps.Slice(2, first)));
    }

    private static bool TakeUnits(ref ReadOnlySpan<byte> rest, int count, List<byte> sets)
    {
        for (var i = 0; i < count; i++)
        {
            var length = rest.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(rest);
            if (length == 0 || rest.Length < 2 + length)
            {
                return false;
            }
            sets.AddRange([0, 0, 0, 1]);
            sets.AddRange(rest.Slice(2, length));
            rest = rest[(2 + length)..];
        }
        return count > 0;
    }
}
