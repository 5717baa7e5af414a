using System.Buffers;
using System.Numerics;
using System.Text;
using Livepeer.Crypto;

namespace Livepeer.Wire.Protobuf;

/// <summary>
/// Writes proto3 fields in the order of the calls, leaving out default values. Used where already serialized messages are embedded verbatim, which
/// generated types cannot do without decoding them, and where a payment must cost one buffer only.
/// </summary>
internal ref struct ProtoWriter
{
    private const int Varint = 0;
    private const int Delimited = 2;

    private byte[]? _rented;
    private Span<byte> _buffer;
    private int _length;

    /// <summary>Starts in the caller's buffer; a larger one is rented when it does not suffice.</summary>
    public ProtoWriter(Span<byte> initial)
    {
        _buffer = initial;
    }

    /// <summary>What was written so far; valid until the next call.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    /// <summary>Gives a rented buffer back.</summary>
    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
            _rented = null;
        }
    }

    /// <summary>An integer of any width; negative ones take ten bytes, as proto3 int32 and int64 do.</summary>
    public void Integer(int field, long value)
    {
        if (value != 0)
        {
            Tag(field, Varint);
            RawVarint(unchecked((ulong)value));
        }
    }

    /// <summary>A packed list of unsigned integers.</summary>
    public void Packed(int field, ReadOnlySpan<ulong> values)
    {
        if (!values.IsEmpty)
        {
            var mark = BeginMessage(field);
            foreach (var value in values)
            {
                RawVarint(value);
            }

            EndMessage(mark);
        }
    }

    /// <summary>Bytes; nothing when empty.</summary>
    public void Bytes(int field, scoped ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
        {
            Element(field, value);
        }
    }

    /// <summary>Bytes of a repeated or message field: written also when empty.</summary>
    public void Element(int field, scoped ReadOnlySpan<byte> value)
    {
        Tag(field, Delimited);
        RawVarint((ulong)value.Length);
        value.CopyTo(Reserve(value.Length));
    }

    /// <summary>Text as UTF-8; nothing when empty.</summary>
    public void Text(int field, string value)
    {
        if (value.Length > 0)
        {
            var size = Encoding.UTF8.GetByteCount(value);
            Tag(field, Delimited);
            RawVarint((ulong)size);
            Encoding.UTF8.GetBytes(value, Reserve(size));
        }
    }

    /// <summary>20 bytes, also for the zero address.</summary>
    public void Address(int field, EthAddress address)
    {
        Tag(field, Delimited);
        RawVarint(EthAddress.Size);
        address.CopyTo(Reserve(EthAddress.Size));
    }

    /// <summary>32 bytes, also for a zero hash.</summary>
    public void Hash(int field, Hash32 hash)
    {
        Tag(field, Delimited);
        RawVarint(Hash32.Size);
        hash.CopyTo(Reserve(Hash32.Size));
    }

    /// <summary>65 bytes.</summary>
    public void Signature(int field, in Signature65 signature)
    {
        Tag(field, Delimited);
        RawVarint(Signature65.Size);
        signature.CopyTo(Reserve(Signature65.Size));
    }

    /// <summary>A non-negative integer as big-endian bytes without leading zeros; nothing for zero.</summary>
    public void BigEndian(int field, BigInteger value)
    {
        if (!value.IsZero)
        {
            var size = value.GetByteCount(isUnsigned: true);
            Tag(field, Delimited);
            RawVarint((ulong)size);
            value.TryWriteBytes(Reserve(size), out _, isUnsigned: true, isBigEndian: true);
        }
    }

    /// <summary>Opens a message field; hand the result to <see cref="EndMessage"/>.</summary>
    public int BeginMessage(int field)
    {
        Tag(field, Delimited);
        Reserve(1);
        return _length;
    }

    /// <summary>Closes a message field. Its length takes one byte for almost all messages here; a longer one moves the body.</summary>
    public void EndMessage(int start)
    {
        var size = _length - start;
        var extra = VarintSize((ulong)size) - 1;
        if (extra > 0)
        {
            Reserve(extra);
            _buffer.Slice(start, size).CopyTo(_buffer[(start + extra)..]);
        }

        PutVarint(_buffer[(start - 1)..], (ulong)size);
    }

    private void Tag(int field, int wireType) => RawVarint(((ulong)field << 3) | (uint)wireType);

    private void RawVarint(ulong value) => PutVarint(Reserve(VarintSize(value)), value);

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Grow(count);
        }

        var place = _buffer.Slice(_length, count);
        _length += count;
        return place;
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
        Written.CopyTo(larger);
        Dispose();
        _rented = larger;
        _buffer = larger;
    }

    private static int VarintSize(ulong value) => (BitOperations.Log2(value | 1) / 7) + 1;

    private static void PutVarint(Span<byte> place, ulong value)
    {
        var i = 0;
        for (; value >= 0x80; value >>= 7)
        {
            place[i++] = (byte)((value & 0x7F) | 0x80);
        }

        place[i] = (byte)value;
    }
}
