using System.Buffers.Binary;

namespace GatewayLite.Media.Rtmp.Chunks;

/// <summary>
/// Puts messages together from the bytes of a connection, however they are split. Set Chunk Size and Abort take effect here; all other messages are given out.
/// </summary>
/// <remarks>Source: Adobe RTMP 1.0, 5.3. Owned by one loop. The only exception thrown is <see cref="RtmpFaultException"/>.</remarks>
internal sealed class ChunkReader(ChunkLimits limits) : IDisposable
{
    private const int InitialChunkSize = 128;
    private const uint ExtendedMark = 0xFF_FFFF;
    private const int LongestHeader = 18;

    private readonly Dictionary<int, ChunkStream> _streams = [];
    private readonly byte[] _header = new byte[LongestHeader];
    private ChunkLimits _limits = limits;
    private int _headerLength;
    private ChunkStream? _stream;
    private int _chunkLeft;
    private int _held;
    private ChunkStream? _delivered;

    /// <summary>The peer's present chunk size.</summary>
    public int ChunkSize { get; private set; } = InitialChunkSize;

    public void Raise(ChunkLimits limits) => _limits = limits;

    /// <summary>Reads on until a message is whole or the input is used up.</summary>
    /// <param name="input">Received bytes.</param>
    /// <param name="position">Where to go on; moved.</param>
    /// <param name="end">Where the received bytes end.</param>
    /// <param name="message">The message; valid until the next call.</param>
    /// <returns>False when more bytes are needed.</returns>
    public bool TryRead(byte[] input, ref int position, int end, out RtmpMessage message)
    {
        ReleaseDelivered();
        message = default;
        while (position < end)
        {
            if (_stream is null && !TryReadHeader(input, ref position, end))
            {
                return false;
            }
            if (TryReadBody(_stream!, input, ref position, end, out message) && !Obey(message))
            {
                return true;
            }
        }
        return false;
    }

    public void Dispose()
    {
        foreach (var stream in _streams.Values)
        {
            stream.Reset();
        }
        _streams.Clear();
    }

    private void ReleaseDelivered()
    {
        if (_delivered is { } stream)
        {
            _held -= stream.Held;
            stream.Reset();
            _delivered = null;
        }
    }

    private bool TryReadHeader(byte[] input, ref int position, int end)
    {
        for (var needed = _headerLength == 0 ? 1 : HeaderLength(); ; needed = HeaderLength())
        {
            var take = Math.Min(needed - _headerLength, end - position);
            input.AsSpan(position, take).CopyTo(_header.AsSpan(_headerLength));
            _headerLength += take;
            position += take;
            if (_headerLength < needed)
            {
                return false;
            }
            if (HeaderLength() == _headerLength)
            {
                BeginChunk();
                _headerLength = 0;
                // A message of no bytes is whole with its header; the loop reads on for the rest of what arrived.
                return true;
            }
        }
    }

    private int BasicLength => (_header[0] & 0x3F) switch { 0 => 2, 1 => 3, _ => 1 };

    private int ChunkStreamId => (_header[0] & 0x3F) switch
    {
        0 => 64 + _header[1],
        1 => 64 + _header[1] + (_header[2] << 8),
        var id => id,
    };

    private static int MessageHeaderLength(int format) => format switch { 0 => 11, 1 => 7, 2 => 3, _ => 0 };

    /// <summary>Length of the whole header as far as the bytes read so far tell.</summary>
    private int HeaderLength()
    {
        var basic = BasicLength;
        if (_headerLength < basic)
        {
            return basic;
        }
        var format = _header[0] >> 6;
        var length = basic + MessageHeaderLength(format);
        if (_headerLength < length)
        {
            return length;
        }
        var extended = format == 3 ? _streams.GetValueOrDefault(ChunkStreamId)?.Extended ?? false : UInt24(basic) == ExtendedMark;
        return extended ? length + 4 : length;
    }

    private uint UInt24(int at) => ((uint)_header[at] << 16) | ((uint)_header[at + 1] << 8) | _header[at + 2];

    private void BeginChunk()
    {
        var format = _header[0] >> 6;
        var stream = Open(ChunkStreamId);
        if (format != 3 && stream.InMessage)
        {
            throw new RtmpFaultException(RtmpFault.BadChunk, "a chunk begins a message inside of another");
        }
        if (format != 0 && !stream.HasHeader)
        {
            throw new RtmpFaultException(RtmpFault.BadChunk, "a chunk stream begins without a full header");
        }
        if (!stream.InMessage)
        {
            BeginMessage(stream, format);
        }
        _stream = stream;
        _chunkLeft = Math.Min(ChunkSize, stream.Missing);
    }

    private ChunkStream Open(int id)
    {
        if (!_streams.TryGetValue(id, out var stream))
        {
            if (_streams.Count == ChunkLimits.MaxChunkStreams)
            {
                throw new RtmpFaultException(RtmpFault.TooManyChunkStreams, "more than 64 chunk streams");
            }
            _streams[id] = stream = new ChunkStream();
        }
        return stream;
    }

    private void BeginMessage(ChunkStream stream, int format)
    {
        var at = BasicLength;
        if (format <= 2)
        {
            stream.Extended = UInt24(at) == ExtendedMark;
            stream.TimeField = stream.Extended ? BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(at + MessageHeaderLength(format))) : UInt24(at);
        }
        if (format <= 1)
        {
            stream.Length = (int)UInt24(at + 3);
            stream.Type = (MessageType)_header[at + 6];
        }
        if (format == 0)
        {
            stream.StreamId = BinaryPrimitives.ReadUInt32LittleEndian(_header.AsSpan(at + 7));
        }
        if (stream.Length > _limits.MessageBytes)
        {
            throw new RtmpFaultException(RtmpFault.MessageTooLarge, $"a message of {stream.Length} bytes; at most {_limits.MessageBytes} are allowed now");
        }
        // Times wrap at 2^32 ms.
        stream.Timestamp = format == 0 ? stream.TimeField : unchecked(stream.Timestamp + stream.TimeField);
        stream.HasHeader = true;
        stream.InMessage = true;
    }

    private bool TryReadBody(ChunkStream stream, byte[] input, ref int position, int end, out RtmpMessage message)
    {
        message = default;
        var take = Math.Min(_chunkLeft, end - position);
        if (stream.Received == 0 && take == stream.Length)
        {
            // Whole in the input: given out without a copy.
            message = new RtmpMessage(stream.Type, stream.Timestamp, stream.StreamId, input.AsMemory(position, take));
            position += take;
            stream.Reset();
            _stream = null;
            return true;
        }
        Account(stream, take);
        stream.Add(input.AsSpan(position, take));
        _held += stream.Held;
        position += take;
        _chunkLeft -= take;
        if (_chunkLeft > 0)
        {
            return false;
        }
        _stream = null;
        if (stream.Missing > 0)
        {
            return false;
        }
        message = new RtmpMessage(stream.Type, stream.Timestamp, stream.StreamId, stream.Payload);
        _delivered = stream;
        return true;
    }

    private void Account(ChunkStream stream, int take)
    {
        _held -= stream.Held;
        if (_held + stream.CapacityFor(take) > _limits.PartialBytes)
        {
            _held += stream.Held;
            throw new RtmpFaultException(RtmpFault.TooManyPartialBytes, $"partly received messages need more than {_limits.PartialBytes} bytes");
        }
    }

    /// <summary>Obeys the two messages that concern chunks; true when it was one of them.</summary>
    private bool Obey(RtmpMessage message)
    {
        if (message.Type is not (MessageType.SetChunkSize or MessageType.Abort))
        {
            return false;
        }
        if (message.Payload.Length != 4)
        {
            throw new RtmpFaultException(RtmpFault.BadControl, "a control message of a wrong length");
        }
        var value = BinaryPrimitives.ReadUInt32BigEndian(message.Payload.Span);
        ReleaseDelivered();
        if (message.Type == MessageType.SetChunkSize)
        {
            ChunkSize = value is > 0 and <= int.MaxValue ? (int)value : throw new RtmpFaultException(RtmpFault.BadControl, "a chunk size of zero or above 2^31 - 1");
        }
        else if (value <= int.MaxValue && _streams.TryGetValue((int)value, out var aborted))
        {
            _held -= aborted.Held;
            aborted.Reset();
        }
        return true;
    }
}
