using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace GatewayLite.Media.Rtmp.Amf;

/// <summary>Writes AMF0.</summary>
internal static class AmfWriter
{
    public static byte[] Write(params ReadOnlySpan<AmfValue> values)
    {
        var output = new ArrayBufferWriter<byte>(256);
        foreach (var value in values)
        {
            Write(output, value);
        }
        return output.WrittenSpan.ToArray();
    }

    /// <summary>An object with text members, as status replies have.</summary>
    public static AmfValue Texts(params ReadOnlySpan<(string Name, string Value)> members)
    {
        var list = ImmutableArray.CreateBuilder<KeyValuePair<string, AmfValue>>(members.Length);
        foreach (var (name, value) in members)
        {
            list.Add(new KeyValuePair<string, AmfValue>(name, new AmfValue.Text(value)));
        }
        return new AmfValue.Structure(list.MoveToImmutable(), false);
    }

    private static void Write(ArrayBufferWriter<byte> output, AmfValue value)
    {
        switch (value)
        {
            case AmfValue.Number number:
                Double(output, AmfMarker.Number, number.Value);
                break;
            case AmfValue.Truth truth:
                output.Write<byte>([AmfMarker.Truth, truth.Value ? (byte)1 : (byte)0]);
                break;
            case AmfValue.Text text:
                Text(output, text.Value);
                break;
            case AmfValue.Structure structure:
                output.Write<byte>([structure.IsMap ? AmfMarker.Map : AmfMarker.Structure]);
                Members(output, structure);
                break;
            case AmfValue.Items items:
                output.Write<byte>([AmfMarker.Items]);
                UInt32(output, (uint)items.Values.Length);
                foreach (var item in items.Values)
                {
                    Write(output, item);
                }
                break;
            case AmfValue.Date date:
                Double(output, AmfMarker.Date, date.Milliseconds);
                output.Write<byte>([0, 0]);
                break;
            default:
                output.Write<byte>([value is AmfValue.Undefined ? AmfMarker.Undefined : AmfMarker.Null]);
                break;
        }
    }

    private static void Members(ArrayBufferWriter<byte> output, AmfValue.Structure structure)
    {
        if (structure.IsMap)
        {
            UInt32(output, (uint)structure.Members.Length);
        }
        foreach (var (name, value) in structure.Members)
        {
            ShortText(output, Encoding.UTF8.GetBytes(name));
            Write(output, value);
        }
        output.Write<byte>([0, 0, AmfMarker.End]);
    }

    private static void Text(ArrayBufferWriter<byte> output, string text)
    {
        ReadOnlySpan<byte> bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length <= ushort.MaxValue)
        {
            output.Write<byte>([AmfMarker.Text]);
            ShortText(output, bytes);
            return;
        }
        output.Write<byte>([AmfMarker.LongText]);
        UInt32(output, (uint)bytes.Length);
        output.Write(bytes);
    }

    private static void ShortText(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        output.Write<byte>([(byte)(bytes.Length >> 8), (byte)(bytes.Length & 0xFF)]);
        output.Write(bytes);
    }

    private static void UInt32(ArrayBufferWriter<byte> output, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(4), value);
        output.Advance(4);
    }

    private static void Double(ArrayBufferWriter<byte> output, byte marker, double value)
    {
        var span = output.GetSpan(9);
        span[0] = marker;
        BinaryPrimitives.WriteDoubleBigEndian(span[1..], value);
        output.Advance(9);
    }
}
