using System.Buffers.Binary;

namespace GatewayLite.Media.Ts;

/// <summary>One packet, taken apart. Source: ISO/IEC 13818-1, 2.4.3.</summary>
internal readonly ref struct TsPacket
{
    public const int Size = 188;
    public const byte Sync = 0x47;

    private TsPacket(ReadOnlySpan<byte> packet)
    {
        var header = BinaryPrimitives.ReadUInt32BigEndian(packet);
        UnitStart = (header & 0x0040_0000) != 0;
        Pid = (int)(header >> 8) & 0x1FFF;
        Continuity = (int)header & 0xF;
        HasPayload = (header & 0x10) != 0;
        var payloadAt = 4;
        if ((header & 0x20) != 0)
        {
            var length = packet[4];
            payloadAt = Math.Min(5 + length, Size);
            if (length > 0)
            {
                Discontinuity = (packet[5] & 0x80) != 0;
                RandomAccess = (packet[5] & 0x40) != 0;
                Pcr = (packet[5] & 0x10) != 0 && length >= 7 ? ((long)BinaryPrimitives.ReadUInt32BigEndian(packet[6..]) << 1) | (uint)(packet[10] >> 7) : -1;
            }
        }
        Payload = HasPayload ? packet[payloadAt..] : default;
    }

    public bool UnitStart { get; }

    public int Pid { get; }

    public int Continuity { get; }

    public bool HasPayload { get; }

    public bool Discontinuity { get; }

    public bool RandomAccess { get; }

    /// <summary>Clock reference, 90 kHz; -1 when absent.</summary>
    public long Pcr { get; } = -1;

    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Reads 188 bytes; false when they do not begin with the sync byte.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, out TsPacket read)
    {
        if (packet[0] != Sync)
        {
            read = default;
            return false;
        }
        read = new TsPacket(packet);
        return true;
    }
}
