using System.Buffers.Binary;

namespace GatewayLite.Media.Ts;

/// <summary>Reads PAT and PMT sections that lie within one packet, as those of single programs do.</summary>
internal static class ProgramTables
{
    public const int PatPid = 0;
    public const byte StreamTypeH264 = 0x1B;
    public const byte StreamTypeAac = 0x0F;

    private const int NotFound = -1;

    /// <summary>PID of the first program's map; -1 when the section is broken.</summary>
    public static int ReadPat(ReadOnlySpan<byte> payload)
    {
        var section = Section(payload, 0x00);
        for (var at = 8; at + 4 <= section.Length - 4; at += 4)
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(section[at..]) != 0)
            {
                return BinaryPrimitives.ReadUInt16BigEndian(section[(at + 2)..]) & 0x1FFF;
            }
        }
        return NotFound;
    }

    /// <summary>PIDs of the first H.264 and the first AAC track, each -1 when absent; null when the section is broken.</summary>
    public static (int Video, int Audio)? ReadPmt(ReadOnlySpan<byte> payload)
    {
        var section = Section(payload, 0x02);
        if (section.Length < 16)
        {
            return null;
        }
        var (video, audio) = (NotFound, NotFound);
        var at = 12 + (BinaryPrimitives.ReadUInt16BigEndian(section[10..]) & 0xFFF);
        while (at + 5 <= section.Length - 4)
        {
            var pid = BinaryPrimitives.ReadUInt16BigEndian(section[(at + 1)..]) & 0x1FFF;
            video = section[at] == StreamTypeH264 && video == NotFound ? pid : video;
            audio = section[at] == StreamTypeAac && audio == NotFound ? pid : audio;
            at += 5 + (BinaryPrimitives.ReadUInt16BigEndian(section[(at + 3)..]) & 0xFFF);
        }
        return (video, audio);
    }

    /// <summary>The section with that table id and a right CRC; empty otherwise.</summary>
    private static ReadOnlySpan<byte> Section(ReadOnlySpan<byte> payload, byte tableId)
    {
        if (payload.Length < 1 || payload.Length < payload[0] + 4)
        {
            return default;
        }
        var table = payload[(payload[0] + 1)..];
        var length = 3 + (BinaryPrimitives.ReadUInt16BigEndian(table[1..]) & 0xFFF);
        return table[0] == tableId && length >= 12 && length <= table.Length && Crc32Mpeg.Compute(table[..length]) == 0 ? table[..length] : default;
    }
}
