using System.Globalization;

namespace GatewayLite.Media.H264;

/// <summary>What a sequence parameter set tells a player: codec name and visible size.</summary>
/// <remarks>Source: ITU-T H.264, 7.3.2.1.1; codec name: RFC 6381.</remarks>
internal readonly record struct SequenceParameters(string Codec, int Width, int Height)
{
    private const int MaxMacroblocks = 1024;

    /// <summary>Reads a NAL unit of type 7, header byte included; null when it is broken.</summary>
    public static SequenceParameters? Parse(ReadOnlySpan<byte> unit)
    {
        if (unit.Length < 5 || (unit[0] & 0x1F) != NalUnit.Sps)
        {
            return null;
        }
        var codec = string.Create(CultureInfo.InvariantCulture, $"avc1.{unit[1]:x2}{unit[2]:x2}{unit[3]:x2}");
        var bits = new BitReader(unit[4..]);
        _ = bits.Unsigned();
        var chroma = 1u;
        var planes = false;
        if (HasChromaFields(unit[1]))
        {
            chroma = bits.Unsigned();
            planes = chroma == 3 && bits.Bit() == 1;
            _ = bits.Unsigned();
            _ = bits.Unsigned();
            _ = bits.Bit();
            SkipScalingMatrix(ref bits, chroma);
        }
        _ = bits.Unsigned();
        SkipPictureOrder(ref bits);
        _ = bits.Unsigned();
        _ = bits.Bit();
        var macroblocksWide = bits.Unsigned() + 1L;
        var mapUnitsHigh = bits.Unsigned() + 1L;
        var frameOnly = bits.Bit();
        if (frameOnly == 0)
        {
            _ = bits.Bit();
        }
        _ = bits.Bit();
        var (cropX, cropY) = Cropping(ref bits, planes ? 0 : chroma, frameOnly == 1);
        var width = (macroblocksWide * 16) - cropX;
        var height = ((2 - frameOnly) * mapUnitsHigh * 16) - cropY;
        return bits.Overrun || macroblocksWide > MaxMacroblocks || mapUnitsHigh > MaxMacroblocks || width <= 0 || height <= 0
            ? null
            : new SequenceParameters(codec, (int)width, (int)height);
    }

    private static bool HasChromaFields(byte profile) => profile is 100 or 110 or 122 or 244 or 44 or 83 or 86 or 118 or 128 or 138 or 139 or 134 or 135;

    private static void SkipScalingMatrix(ref BitReader bits, uint chroma)
    {
        if (bits.Bit() == 0)
        {
            return;
        }
        for (var list = 0; list < (chroma == 3 ? 12 : 8) && !bits.Overrun; list++)
        {
            if (bits.Bit() == 0)
            {
                continue;
            }
            var (last, next) = (8L, 8L);
            for (var i = 0; i < (list < 6 ? 16 : 64) && !bits.Overrun; i++)
            {
                if (next != 0)
                {
                    next = (last + bits.Signed() + 256) % 256;
                }
                last = next == 0 ? last : next;
            }
        }
    }

    private static void SkipPictureOrder(ref BitReader bits)
    {
        var type = bits.Unsigned();
        if (type == 0)
        {
            _ = bits.Unsigned();
        }
        else if (type == 1)
        {
            _ = bits.Bit();
            _ = bits.Signed();
            _ = bits.Signed();
            for (var count = bits.Unsigned(); count > 0 && !bits.Overrun; count--)
            {
                _ = bits.Signed();
            }
        }
    }

    private static (long Horizontal, long Vertical) Cropping(ref BitReader bits, uint chroma, bool frameOnly)
    {
        if (bits.Bit() == 0)
        {
            return (0, 0);
        }
        var horizontal = (long)bits.Unsigned() + bits.Unsigned();
        var vertical = (long)bits.Unsigned() + bits.Unsigned();
        return (horizontal * (chroma is 1 or 2 ? 2 : 1), vertical * (chroma == 1 ? 2 : 1) * (frameOnly ? 1 : 2));
    }
}
