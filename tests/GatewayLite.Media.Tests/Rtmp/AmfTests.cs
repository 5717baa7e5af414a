using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using GatewayLite.Media.Rtmp;
using GatewayLite.Media.Rtmp.Amf;
using TestKit;

namespace GatewayLite.Media.Tests.Rtmp;

public sealed class AmfTests
{
    [Fact]
    public void Connect_AsFfmpegSendsIt_IsRead()
    {
        // "connect", 1, { app: "live", tcUrl: "rtmp://h/live" }
        var values = AmfReader.ReadAll(Vectors.Hex(
            "020007636f6e6e656374003ff0000000000000030003617070020004" + "6c697665" + "0005746355726c02000d72746d703a2f2f682f6c697665" + "000009"));

        Assert.Equal("connect", values[0].AsText);
        Assert.Equal(new AmfValue.Number(1), values[1]);
        Assert.Equal("live", values[2].Member("app")?.AsText);
        Assert.Equal("rtmp://h/live", values[2].Member("tcUrl")?.AsText);
        Assert.Null(values[2].Member("other"));
    }

    [Property]
    public Property Values_WrittenAndRead_AreTheSame() =>
        Prop.ForAll(Arb.From(Gen.ListOf(Values(3))), values =>
        {
            var bytes = AmfWriter.Write([.. values]);
            var read = AmfReader.ReadAll(bytes);
            return read.Length == values.Count && AmfWriter.Write(read.AsSpan()).AsSpan().SequenceEqual(bytes) && read.Select(Kind).SequenceEqual(values.Select(Kind));
        });

    [Property(MaxTest = 500)]
    public bool Garbage_OfAnyKind_ThrowsNothingButTheNamedFault(byte[] bytes)
    {
        try
        {
            _ = AmfReader.ReadAll(bytes);
        }
        catch (RtmpFaultException fault)
        {
            return fault.Fault == RtmpFault.BadAmf;
        }
        return true;
    }

    [Fact]
    public void Text_BeyondTheShortForm_IsWrittenLong()
    {
        var bytes = AmfWriter.Write(new AmfValue.Text(new string('x', 70_000)));

        Assert.Equal(0x0C, bytes[0]);
        Assert.Equal(70_000, Assert.Single(AmfReader.ReadAll(bytes)).AsText!.Length);
    }

    [Fact]
    public void Nesting_BeyondTheBound_IsRefused()
    {
        byte[] bytes = [.. Enumerable.Repeat((byte[])[0x0A, 0, 0, 0, 1], 20).SelectMany(item => item), 0x05];

        Assert.Equal(RtmpFault.BadAmf, Assert.Throws<RtmpFaultException>(() => AmfReader.ReadAll(bytes)).Fault);
    }

    [Fact]
    public void Count_BeyondTheBound_IsRefused() =>
        Assert.Equal(RtmpFault.BadAmf, Assert.Throws<RtmpFaultException>(() => AmfReader.ReadAll(Enumerable.Repeat((byte)0x05, 5000).ToArray())).Fault);

    private static Gen<AmfValue> Values(int depth)
    {
        var plain = Gen.OneOf(
            ArbMap.Default.GeneratorFor<double>().Select(number => (AmfValue)new AmfValue.Number(number)),
            ArbMap.Default.GeneratorFor<bool>().Select(truth => (AmfValue)new AmfValue.Truth(truth)),
            ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => (AmfValue)new AmfValue.Text(text.Get)),
            ArbMap.Default.GeneratorFor<double>().Select(date => (AmfValue)new AmfValue.Date(date)),
            Gen.Elements(AmfValue.NullValue, new AmfValue.Undefined()));
        if (depth == 0)
        {
            return plain;
        }
        var items = Gen.ListOf(Values(depth - 1), 3);
        return Gen.OneOf(
            plain,
            items.Select(list => (AmfValue)new AmfValue.Items([.. list])),
            items.Select(list => (AmfValue)new AmfValue.Structure(Named(list), list.Count % 2 == 0)));
    }

    private static ImmutableArray<KeyValuePair<string, AmfValue>> Named(IEnumerable<AmfValue> values) =>
        [.. values.Select((value, index) => KeyValuePair.Create($"member{index}", value))];

    private static Type Kind(AmfValue value) => value.GetType();
}
