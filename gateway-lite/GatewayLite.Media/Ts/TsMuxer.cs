using System.Buffers.Binary;
using GatewayLite.Media.Segments;

namespace GatewayLite.Media.Ts;

/// <summary>
/// Writes MPEG-TS packets straight into a segment's buffer. Continuity counters run on across segments, so that a concatenation is one clean stream.
/// </summary>
/// <remarks>Source: ISO/IEC 13818-1. Times are 90 kHz and already carry the offset of 1.4 s.</remarks>
internal sealed class TsMuxer
{
    public const int VideoPid = 0x100;
    public const int AudioPid = 0x101;
    public const int PmtPid = 0x1000;

    /// <summary>Longest PES header written here: both time stamps.</summary>
    public const int PesHeaderRoom = 19;

    /// <summary>How far the clock reference runs ahead of decoding: the buffering a decoder may need.</summary>
    public const int PcrLead = 63_000;

    private const int PayloadPerPacket = 184;
    private const int PcrFieldLength = 8;
    private const int FlagsFieldLength = 2;

    private int _patCounter;
    private int _pmtCounter;
    private int _videoCounter;
    private int _audioCounter;
    private int _pmtVersion;
    private bool? _pmtHadAudio;
    private bool _videoBreaks = true;
    private bool _audioBreaks = true;

    /// <summary>Bytes that a unit of so many payload bytes (headers included) takes at most.</summary>
    public static int PacketsFor(int payload) => ((payload + PcrFieldLength + PayloadPerPacket - 1) / PayloadPerPacket) * TsPacket.Size;

    /// <summary>What follows has another time base: the next packet of each track says so, for readers that join segments without looking at playlists.</summary>
    public void MarkDiscontinuity() => (_videoBreaks, _audioBreaks) = (true, true);

    /// <summary>Writes PAT and PMT; the buffer has room for two packets.</summary>
    public void WriteTables(SegmentBuffer buffer, bool withAudio)
    {
        var free = buffer.Free;
        PatSection.CopyTo(BeginTable(free, ProgramTables.PatPid, ref _patCounter));
        WritePmt(free[TsPacket.Size..], withAudio);
        buffer.Advance(2 * TsPacket.Size);
    }

    /// <summary>Audio appeared after the tables were written: replaces the PMT of the segment that is still being written.</summary>
    public void AddAudio(SegmentBuffer buffer)
    {
        _pmtCounter = (_pmtCounter - 1) & 0xF;
        WritePmt(buffer.WrittenForPatching[TsPacket.Size..], withAudio: true);
    }

    /// <summary>Writes one picture.</summary>
    /// <param name="buffer">Has room for <see cref="PacketsFor"/> head and body.</param>
    /// <param name="head">Begins with <see cref="PesHeaderRoom"/> bytes for the PES header, then what precedes the body.</param>
    /// <param name="body">The rest of the picture.</param>
    /// <param name="pts">Presentation time.</param>
    /// <param name="dts">Decoding time.</param>
    /// <param name="randomAccess">Whether decoding can begin here.</param>
    public void WriteVideo(SegmentBuffer buffer, Span<byte> head, ReadOnlySpan<byte> body, long pts, long dts, bool randomAccess)
    {
        WritePesHeader(head, 0xE0, 0, pts, dts);
        buffer.Advance(WritePackets(buffer.Free, VideoPid, ref _videoCounter, TsTime.Wrap(dts - PcrLead), Flags(randomAccess, _videoBreaks), head, body));
        _videoBreaks = false;
    }

    /// <summary>Writes one audio frame; <paramref name="head"/> as with video.</summary>
    public void WriteAudio(SegmentBuffer buffer, Span<byte> head, ReadOnlySpan<byte> body, long pts)
    {
        const int audioHeader = 14;
        var packed = head[(PesHeaderRoom - audioHeader)..];
        WritePesHeader(packed, 0xC0, packed.Length + body.Length - 6, pts, pts);
        buffer.Advance(WritePackets(buffer.Free, AudioPid, ref _audioCounter, -1, Flags(false, _audioBreaks), packed, body));
        _audioBreaks = false;
    }

    private static ReadOnlySpan<byte> PatSection => [0x00, 0x00, 0xB0, 0x0D, 0x00, 0x01, 0xC1, 0x00, 0x00, 0x00, 0x01, 0xF0, 0x00, 0x2A, 0xB1, 0x04, 0xB2];

    private void WritePmt(Span<byte> packet, bool withAudio)
    {
        if (_pmtHadAudio is { } before && before != withAudio)
        {
            _pmtVersion = (_pmtVersion + 1) & 0x1F;
        }
        _pmtHadAudio = withAudio;
        var payload = BeginTable(packet, PmtPid, ref _pmtCounter);
        var length = withAudio ? 23 : 18;
        ReadOnlySpan<byte> start = [0x00, 0x02, 0xB0, (byte)length, 0x00, 0x01, (byte)(0xC1 | (_pmtVersion << 1)), 0x00, 0x00, 0xE1, 0x00, 0xF0, 0x00];
        start.CopyTo(payload);
        ReadOnlySpan<byte> streams = [ProgramTables.StreamTypeH264, 0xE1, 0x00, 0xF0, 0x00, ProgramTables.StreamTypeAac, 0xE1, 0x01, 0xF0, 0x00];
        streams[..(withAudio ? 10 : 5)].CopyTo(payload[start.Length..]);
        // The pointer byte and the three bytes up to the length are not counted by the length; the CRC at the end is.
        var crcAt = 4 + length - 4;
        BinaryPrimitives.WriteUInt32BigEndian(payload[crcAt..], Crc32Mpeg.Compute(payload[1..crcAt]));
    }

    private static Span<byte> BeginTable(Span<byte> packet, int pid, ref int counter)
    {
        packet[..TsPacket.Size].Fill(0xFF);
        WriteHeader(packet, pid, start: true, hasField: false, ref counter);
        return packet[4..TsPacket.Size];
    }

    private static void WriteHeader(Span<byte> packet, int pid, bool start, bool hasField, ref int counter)
    {
        var bits = ((uint)TsPacket.Sync << 24) | (start ? 0x0040_0000u : 0) | ((uint)pid << 8) | (hasField ? 0x30u : 0x10u) | (uint)counter;
        BinaryPrimitives.WriteUInt32BigEndian(packet, bits);
        counter = (counter + 1) & 0xF;
    }

    private static int WritePackets(
        Span<byte> free, int pid, ref int counter, long pcr, byte flags, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var written = 0;
        while (head.Length + body.Length > 0)
        {
            var packet = free.Slice(written, TsPacket.Size);
            var first = written == 0;
            var field = !first ? 0 : pcr >= 0 ? PcrFieldLength : flags != 0 ? FlagsFieldLength : 0;
            field += Math.Max(0, PayloadPerPacket - field - head.Length - body.Length);
            WriteHeader(packet, pid, first, field > 0, ref counter);
            if (field > 0)
            {
                WriteField(packet.Slice(4, field), first ? pcr : -1, first ? flags : (byte)0);
            }
            var payload = packet[(4 + field)..];
            var fromHead = Math.Min(head.Length, payload.Length);
            head[..fromHead].CopyTo(payload);
            head = head[fromHead..];
            var fromBody = payload.Length - fromHead;
            body[..fromBody].CopyTo(payload[fromHead..]);
            body = body[fromBody..];
            written += TsPacket.Size;
        }
        return written;
    }

    private static byte Flags(bool randomAccess, bool breaks) => (byte)((breaks ? 0x80 : 0) | (randomAccess ? 0x40 : 0));

    private static void WriteField(Span<byte> field, long pcr, byte flags)
    {
        field[0] = (byte)(field.Length - 1);
        if (field.Length == 1)
        {
            return;
        }
        field[1] = (byte)(flags | (pcr >= 0 ? 0x10 : 0));
        var used = FlagsFieldLength;
        if (pcr >= 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(field[2..], (uint)(pcr >> 1));
            field[6] = (byte)(((pcr & 1) << 7) | 0x7E);
            field[7] = 0;
            used = PcrFieldLength;
        }
        field[used..].Fill(0xFF);
    }

    /// <summary>Source: ISO/IEC 13818-1, 2.4.3.6. Audio has one time stamp, video both.</summary>
    private static void WritePesHeader(Span<byte> header, byte streamId, int length, long pts, long dts)
    {
        var both = streamId == 0xE0;
        BinaryPrimitives.WriteUInt32BigEndian(header, 0x0000_0100u | streamId);
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)length);
        header[6] = 0x80;
        header[7] = both ? (byte)0xC0 : (byte)0x80;
        header[8] = both ? (byte)10 : (byte)5;
        WriteTime(header[9..], both ? 3 : 2, TsTime.Wrap(pts));
        if (both)
        {
            WriteTime(header[14..], 1, TsTime.Wrap(dts));
        }
    }

    private static void WriteTime(Span<byte> five, int mark, long time)
    {
        five[0] = (byte)((mark << 4) | (int)((time >> 29) & 0x0E) | 1);
        five[1] = (byte)((time >> 22) & 0xFF);
        five[2] = (byte)(((time >> 14) & 0xFE) | 1);
        five[3] = (byte)((time >> 7) & 0xFF);
        five[4] = (byte)(((time << 1) & 0xFE) | 1);
    }
}
