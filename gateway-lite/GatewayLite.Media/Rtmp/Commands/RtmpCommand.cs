using System.Collections.Immutable;
using GatewayLite.Media.Rtmp.Amf;

namespace GatewayLite.Media.Rtmp.Commands;

/// <summary>A command message: name, transaction, command object, arguments.</summary>
internal sealed record RtmpCommand(string Name, double Transaction, ImmutableArray<AmfValue> Values)
{
    private const int FirstArgument = 3;

    /// <summary>The command object, the third value.</summary>
    public AmfValue Object => Values.Length > 2 ? Values[2] : AmfValue.NullValue;

    /// <summary>Argument i after the command object; null (AMF) when absent.</summary>
    public AmfValue Argument(int index) => Values.Length > FirstArgument + index ? Values[FirstArgument + index] : AmfValue.NullValue;

    public static RtmpCommand Read(ReadOnlySpan<byte> payload)
    {
        var values = AmfReader.ReadAll(payload);
        return values is [AmfValue.Text name, ..]
            ? new RtmpCommand(name.Value, values.Length > 1 && values[1] is AmfValue.Number number ? number.Value : 0, values)
            : throw new RtmpFaultException(RtmpFault.BadAmf, "a command without a name");
    }
}
