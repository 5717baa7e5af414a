using System.Buffers;
using System.Buffers.Binary;

namespace GatewayLite.Media.Rtmp.Chunks;

/// <summary>Writes messages as chunks with full headers; what is pending is sent and cleared by the connection.</summary>
/// <remarks>Source: Adobe RTMP 1.0, 5.3. For messages of time 0: this server sends no media.</remarks>
internal sealed class ChunkWriter
{
    private const int ControlChunkStream = 2;
    private readonly ArrayBufferWriter<byte> _pending = new(1024);
    private int _chunkSize = 128;

    public ReadOnlyMemory<byte> Pending => _pending.WrittenMemory;

    public void Clear() => _pending.ResetWrittenCount();

    public void Write(int chunkStream, MessageType type, uint streamId, ReadOnlySpan<byte> payload)
    {
        var header = _pending.GetSpan(12);
        header[0] = (byte)chunkStream;
        header[1..4].Clear();
        header[4] = (byte)(payload.Length >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(header[5..], (ushort)(payload.Length & 0xFFFF));
        header[7] = (byte)type;
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], streamId);
        _pending.Advance(12);
        while (true)
        {
            var part = payload[..Math.Min(payload.Length, _chunkSize)];
            _pending.Write(part);
            payload = payload[part.Length..];
            if (payload.IsEmpty)
            {
                return;
            }
            _pending.Write([(byte)(0xC0 | chunkStream)]);
        }
    }

    public void SetChunkSize(int bytes)
    {
        Control(MessageType.SetChunkSize, (uint)bytes);
        _chunkSize = bytes;
    }

    public void Control(MessageType type, uint value)
    {
        Span<byte> payload = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(payload, value);
        Write(ControlChunkStream, type, 0, payload);
    }

    /// <summary>Set Peer Bandwidth with the dynamic limit type.</summary>
    public void PeerBandwidth(uint bytes)
    {
        Span<byte> payload = stackalloc byte[5];
        BinaryPrimitives.WriteUInt32BigEndian(payload, bytes);
        payload[4] = 2;
        Write(ControlChunkStream, MessageType.SetPeerBandwidth, 0, payload);
    }

    public void UserControl(ushort kind, uint value)
    {
        Span<byte> payload = stackalloc byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(payload, kind);
        BinaryPrimitives.WriteUInt32BigEndian(payload[2..], value);
        Write(ControlChunkStream, MessageType.UserControl, 0, payload);
    }
}
