using System.Buffers;
using System.Buffers.Binary;

namespace GatewayLite.Media.H264;

/// <summary>A picture as byte stream: NAL units with 4-byte start codes, without a leading access unit delimiter.</summary>
internal readonly ref struct AccessUnit(ReadOnlySpan<byte> bytes, bool hasIdr, bool hasSps)
{
    private const int StartCode = 1;
    private const int StartCodeLength = 4;

    /// <summary>The byte stream; lies in the converted memory itself when lengths have four bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>Whether a unit is an IDR slice.</summary>
    public bool HasIdr { get; } = hasIdr;

    /// <summary>Whether the picture brings its own sequence parameters.</summary>
    public bool HasSps { get; } = hasSps;

    /// <summary>Converts units that follow their lengths. Four-byte lengths are overwritten with start codes in place, so that nothing is copied.</summary>
    /// <param name="sample">The sample; changed.</param>
    /// <param name="lengthSize">Bytes of each length.</param>
    /// <param name="scratch">Where shorter lengths are converted to.</param>
    /// <param name="unit">The picture.</param>
    /// <returns>False when a length points beyond the sample.</returns>
    public static bool TryConvert(Span<byte> sample, int lengthSize, ArrayBufferWriter<byte> scratch, out AccessUnit unit)
    {
        unit = default;
        var (position, start, hasIdr, hasSps) = (0, 0, false, false);
        scratch.ResetWrittenCount();
        while (position < sample.Length)
        {
            if (sample.Length - position < lengthSize)
            {
                return false;
            }
            var length = ReadLength(sample[position..], lengthSize);
            if (length > sample.Length - position - lengthSize)
            {
                return false;
            }
            var payload = sample.Slice(position + lengthSize, (int)length);
            var type = payload.IsEmpty ? 0 : NalUnit.TypeOf(payload[0]);
            hasIdr |= type == NalUnit.Idr;
            hasSps |= type == NalUnit.Sps;
            // The multiplexer writes its own delimiter; a second one would begin another picture.
            var isDelimiter = type == NalUnit.AccessUnitDelimiter;
            if (lengthSize == StartCodeLength)
            {
                BinaryPrimitives.WriteInt32BigEndian(sample[position..], StartCode);
                start = isDelimiter && position == start ? position + lengthSize + payload.Length : start;
            }
            else if (!isDelimiter)
            {
                BinaryPrimitives.WriteInt32BigEndian(scratch.GetSpan(StartCodeLength), StartCode);
                scratch.Advance(StartCodeLength);
                scratch.Write(payload);
            }
            position += lengthSize + payload.Length;
        }
        unit = new AccessUnit(lengthSize == StartCodeLength ? sample[start..] : scratch.WrittenSpan, hasIdr, hasSps);
        return true;
    }

    private static long ReadLength(ReadOnlySpan<byte> bytes, int size) => size switch
    {
        1 => bytes[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        _ => BinaryPrimitives.ReadUInt32BigEndian(bytes),
    };
}
