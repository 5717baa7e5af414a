using FsCheck.Xunit;
using Google.Protobuf;
using Livepeer.Protos.Net;
using Livepeer.Wire.Headers;
using Livepeer.Wire.Video;

namespace Livepeer.Wire.Tests.Video;

public sealed class TranscodeAnswerReaderTests
{
    [Fact]
    public void Renditions_Read_InOrderWithSignatureAndRenewal()
    {
        var result = new TranscodeResult
        {
            Seq = 7,
            Data = new TranscodeData
            {
                Segments = { new TranscodedSegmentData { Url = "https://o/1.ts", Pixels = 10 }, new TranscodedSegmentData { Url = "https://o/2.ts", Pixels = 20 } },
                Sig = ByteString.CopyFrom(new byte[65]),
            },
            Info = new OrchestratorInfo { Transcoder = "https://o:8935" },
        };

        Assert.True(TranscodeAnswerReader.TryRead(result.ToByteArray(), out var answer, out _));

        Assert.Equal(7, answer.Sequence);
        Assert.Equal("", answer.Error);
        Assert.Equal([new Rendition("https://o/1.ts", 10), new Rendition("https://o/2.ts", 20)], answer.Renditions.ToArray());
        Assert.NotNull(answer.Signature);
        Assert.Equal("https://o:8935", answer.Renewed!.Offer.Transcoder);
    }

    [Fact]
    public void Error_Read_IsTheText()
    {
        Assert.True(TranscodeAnswerReader.TryRead(new TranscodeResult { Error = "OrchestratorBusy" }.ToByteArray(), out var answer, out _));

        Assert.Equal("OrchestratorBusy", answer.Error);
        Assert.Empty(answer.Renditions.ToArray());
    }

    [Fact]
    public void EmptyBody_Read_IsAnError()
    {
        Assert.True(TranscodeAnswerReader.TryRead([], out var answer, out _));
        Assert.Equal(TranscodeAnswerReader.UnknownResponse, answer.Error);
    }

    [Fact]
    public void SeventeenRenditions_Read_AreRefused()
    {
        var result = new TranscodeResult { Data = new TranscodeData() };
        result.Data.Segments.AddRange(Enumerable.Repeat(new TranscodedSegmentData { Url = "https://o/1.ts" }, 17));

        Assert.False(TranscodeAnswerReader.TryRead(result.ToByteArray(), out _, out var fault));
        Assert.Equal("data.segments", fault.Field);
    }

    [Fact]
    public void NegativePixels_Read_AreRefused()
    {
        var result = new TranscodeResult { Data = new TranscodeData { Segments = { new TranscodedSegmentData { Pixels = -1 } } } };

        Assert.False(TranscodeAnswerReader.TryRead(result.ToByteArray(), out _, out var fault));
        Assert.Equal("data.segments.pixels", fault.Field);
    }

    [Fact]
    public void MalformedInfo_Read_IsRefused()
    {
        var result = new TranscodeResult { Error = "x", Info = new OrchestratorInfo { Address = ByteString.CopyFrom(1) } };

        Assert.False(TranscodeAnswerReader.TryRead(result.ToByteArray(), out _, out var fault));
        Assert.Equal("address", fault.Field);
    }

    [Fact]
    public void OversizedBody_Read_IsRefused() => Assert.False(TranscodeAnswerReader.TryRead(new byte[WireLimits.TranscodeResultBytes + 1], out _, out _));

    [Property(MaxTest = 2000)]
    public void Garbage_Read_NeverThrows(byte[] bytes) =>
        Assert.NotEqual(TranscodeAnswerReader.TryRead(bytes, out _, out var fault), fault is not null);
}
