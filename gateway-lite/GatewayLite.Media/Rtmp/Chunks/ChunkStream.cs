using System.Buffers;

namespace GatewayLite.Media.Rtmp.Chunks;

/// <summary>State of one chunk stream: the last header, and the message being put together.</summary>
internal sealed class ChunkStream
{
    private const int FirstBuffer = 64 * 1024;

    private byte[]? _buffer;

    public MessageType Type { get; set; }

    public uint StreamId { get; set; }

    public uint Timestamp { get; set; }

    /// <summary>The last header's time field: what a format 3 chunk that begins a message adds again.</summary>
    public uint TimeField { get; set; }

    /// <summary>Whether the time field did not fit into 24 bits: format 3 chunks then repeat it.</summary>
    public bool Extended { get; set; }

    public int Length { get; set; }

    public int Received { get; private set; }

    public bool HasHeader { get; set; }

    public bool InMessage { get; set; }

    /// <summary>Bytes held for the partly received message.</summary>
    public int Held => _buffer?.Length ?? 0;

    public int Missing => Length - Received;

    public Memory<byte> Payload => _buffer.AsMemory(0, Length);

    /// <summary>Capacity needed for so many more bytes: what was announced is not believed, only what arrives.</summary>
    public int CapacityFor(int more) => Received + more <= Held ? Held : Math.Min(Length, Math.Max(Math.Max(FirstBuffer, Held * 2), Received + more));

    public void Add(ReadOnlySpan<byte> part)
    {
        var capacity = CapacityFor(part.Length);
        if (_buffer is null || capacity > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(capacity);
            _buffer.AsSpan(0, Received).CopyTo(larger);
            Release();
            _buffer = larger;
        }
        part.CopyTo(_buffer.AsSpan(Received));
        Received += part.Length;
    }

    /// <summary>Ends the message, whole or not.</summary>
    public void Reset()
    {
        Release();
        Received = 0;
        InMessage = false;
    }

    private void Release()
    {
        if (_buffer is { } old)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(old);
        }
    }
}
