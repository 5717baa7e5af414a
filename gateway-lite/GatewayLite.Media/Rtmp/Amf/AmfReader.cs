using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace GatewayLite.Media.Rtmp.Amf;

/// <summary>Reads AMF0 with bounds on depth and count. The only exception thrown is <see cref="RtmpFaultException"/> with <see cref="RtmpFault.BadAmf"/>.</summary>
internal ref struct AmfReader
{
    private const int MaxDepth = 16;
    private const int MaxValues = 4096;

    private ReadOnlySpan<byte> _rest;
    private int _values;

    private AmfReader(ReadOnlySpan<byte> bytes) => _rest = bytes;

    /// <summary>All values of a command or data message.</summary>
    public static ImmutableArray<AmfValue> ReadAll(ReadOnlySpan<byte> bytes)
    {
        var reader = new AmfReader(bytes);
        var values = ImmutableArray.CreateBuilder<AmfValue>();
        while (!reader._rest.IsEmpty)
        {
            values.Add(reader.Value(0));
        }
        return values.ToImmutable();
    }

    private AmfValue Value(int depth)
    {
        if (depth > MaxDepth || ++_values > MaxValues)
        {
            throw Bad("values nest too deep or are too many");
        }
        var marker = Take(1)[0];
        return marker switch
        {
            AmfMarker.Number => new AmfValue.Number(BinaryPrimitives.ReadDoubleBigEndian(Take(8))),
            AmfMarker.Truth => new AmfValue.Truth(Take(1)[0] != 0),
            AmfMarker.Text => new AmfValue.Text(ShortText()),
            AmfMarker.LongText => new AmfValue.Text(TextOf(Take(Length(BinaryPrimitives.ReadUInt32BigEndian(Take(4)))))),
            AmfMarker.Structure => new AmfValue.Structure(Members(depth), false),
            AmfMarker.Map => Map(depth),
            AmfMarker.Items => Items(depth),
            AmfMarker.Date => Date(),
            AmfMarker.Null => AmfValue.NullValue,
            AmfMarker.Undefined => new AmfValue.Undefined(),
            _ => throw Bad($"marker 0x{marker:x2}"),
        };
    }

    private AmfValue.Structure Map(int depth)
    {
        // The count is only a hint; the end marker counts.
        _ = Take(4);
        return new AmfValue.Structure(Members(depth), true);
    }

    private ImmutableArray<KeyValuePair<string, AmfValue>> Members(int depth)
    {
        var members = ImmutableArray.CreateBuilder<KeyValuePair<string, AmfValue>>();
        while (true)
        {
            var name = ShortText();
            if (name.Length == 0 && !_rest.IsEmpty && _rest[0] == AmfMarker.End)
            {
                _ = Take(1);
                return members.ToImmutable();
            }
            members.Add(new KeyValuePair<string, AmfValue>(name, Value(depth + 1)));
        }
    }

    private AmfValue.Items Items(int depth)
    {
        var count = Length(BinaryPrimitives.ReadUInt32BigEndian(Take(4)));
        var values = ImmutableArray.CreateBuilder<AmfValue>();
        for (var i = 0; i < count; i++)
        {
            values.Add(Value(depth + 1));
        }
        return new AmfValue.Items(values.ToImmutable());
    }

    private AmfValue.Date Date()
    {
        var milliseconds = BinaryPrimitives.ReadDoubleBigEndian(Take(8));
        // A time zone that is reserved and ignored.
        _ = Take(2);
        return new AmfValue.Date(milliseconds);
    }

    private string ShortText() => TextOf(Take(BinaryPrimitives.ReadUInt16BigEndian(Take(2))));

    private static string TextOf(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>A count cannot exceed the bytes that are left.</summary>
    private readonly int Length(uint announced) => announced <= (uint)_rest.Length ? (int)announced : throw Bad("a length beyond the message");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw Bad("the message ends within a value");
        }
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static RtmpFaultException Bad(string detail) => new(RtmpFault.BadAmf, "AMF0: " + detail);
}
