using System.Numerics;
using FsCheck;
using FsCheck.Xunit;
using Google.Protobuf;
using Livepeer.Wire.Protobuf;

namespace Livepeer.Wire.Tests.Protobuf;

/// <summary>The generated types are the oracle.</summary>
public sealed class ProtoWriterTests
{
    [Property(MaxTest = 500)]
    public void AnyFields_Written_AreWhatGeneratedTypesWrite(long number, NonNull<string> text, byte[] bytes)
    {
        var safe = new string([.. text.Get.Where(character => !char.IsSurrogate(character))]);
        var expected = new Protos.Net.AuthToken { Token = ByteString.CopyFrom(bytes), SessionId = safe, Expiration = number };

        var writer = new ProtoWriter(stackalloc byte[8]);
        var outer = writer.BeginMessage(8);
        writer.Bytes(1, bytes);
        writer.Text(2, safe);
        writer.Integer(3, number);
        writer.EndMessage(outer);

        Assert.Equal(new Protos.Net.SegData { AuthToken = expected }.ToByteArray(), writer.Written.ToArray());
        writer.Dispose();
    }

    [Theory]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16383)]
    [InlineData(16384)]
    [InlineData(70000)]
    public void LongMessage_Closed_MovesItsBody(int size)
    {
        var expected = new Protos.Net.SegData { AuthToken = new Protos.Net.AuthToken { Token = ByteString.CopyFrom(Enumerable.Range(0, size).Select(value => (byte)(value % 256)).ToArray()) } };

        var writer = new ProtoWriter(stackalloc byte[8]);
        var outer = writer.BeginMessage(8);
        writer.Bytes(1, expected.AuthToken.Token.Span);
        writer.EndMessage(outer);

        Assert.Equal(expected.ToByteArray(), writer.Written.ToArray());
        writer.Dispose();
    }

    [Theory]
    [InlineData("0", "")]
    [InlineData("1", "0A0101")]
    [InlineData("255", "0A01FF")]
    [InlineData("256", "0A020100")]
    public void Integer_WrittenAsBytes_IsMinimal(string number, string hex)
    {
        var writer = new ProtoWriter(stackalloc byte[8]);
        writer.BigEndian(1, BigInteger.Parse(number, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(hex, Convert.ToHexString(writer.Written));
    }
}
