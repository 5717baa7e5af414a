using FsCheck.Xunit;
using GatewayLite.Media.Aac;
using GatewayLite.Media.H264;
using GatewayLite.Media.Tests.Ts;

namespace GatewayLite.Media.Tests.H264;

public sealed class SequenceParametersTests
{
    /// <summary>Origin: parameter sets as x264 writes them; the sizes are what ffprobe says of the streams.</summary>
    [Theory]
    [InlineData("6764001FACD9405005BB0110000003001000000303C0F1831960", "avc1.64001f", 1280, 720)]
    [InlineData("67640028ACD940780227E5C044000003000400000300F03C60C658", "avc1.640028", 1920, 1080)]
    public void Parameters_OfKnownStreams_AreRead(string hex, string codec, int width, int height) => Assert.Equal(
        new SequenceParameters(codec, width, height),
        SequenceParameters.Parse(Convert.FromHexString(hex)));

    [Fact]
    public void Parameters_CutShort_AreRefused() => Assert.Null(SequenceParameters.Parse(SegmenterFixture.Sps.AsSpan(0, 8)));

    [Property(MaxTest = 500)]
    public bool Parsers_OfGarbage_NeverThrow(byte[] bytes)
    {
        _ = SequenceParameters.Parse([0x67, .. bytes]);
        _ = AvcConfiguration.Parse(bytes);
        _ = AvcConfiguration.Parse([1, 0x64, 0, 0x1F, 0xFF, 0xE1, .. bytes]);
        _ = AacConfiguration.Parse(bytes);
        return true;
    }

    [Property(MaxTest = 500)]
    public bool Samples_OfGarbage_NeverThrow(byte[] bytes, byte size)
    {
        _ = AccessUnit.TryConvert(bytes, new[] { 1, 2, 4 }[size % 3], new System.Buffers.ArrayBufferWriter<byte>(), out _);
        return true;
    }

    [Theory]
    [InlineData(4, "00000002096000000003658801", "00000001658801")]
    [InlineData(2, "0002096000036588010001AA", "0000000165880100000001AA")]
    [InlineData(1, "0209600365880101AA", "0000000165880100000001AA")]
    public void Sample_WithADelimiter_IsConvertedWithoutIt(int lengthSize, string sample, string stream)
    {
        Assert.True(AccessUnit.TryConvert(Convert.FromHexString(sample), lengthSize, new System.Buffers.ArrayBufferWriter<byte>(), out var unit));
        Assert.Equal(stream, Convert.ToHexString(unit.Bytes));
        Assert.True(unit.HasIdr);
    }

    [Theory]
    [InlineData("1190", "mp4a.40.2", 3, 2)]
    [InlineData("1208", "mp4a.40.2", 4, 1)]
    [InlineData("2B920800", "mp4a.40.5", 7, 2)]
    public void AudioConfiguration_OfKnownStreams_IsRead(string hex, string codec, int frequencyIndex, int channels)
    {
        var configuration = AacConfiguration.Parse(Convert.FromHexString(hex))!;

        Assert.Equal((codec, frequencyIndex, channels), (configuration.Codec, configuration.FrequencyIndex, configuration.Channels));
    }

    [Fact]
    public void AdtsHeader_OfAFrame_IsGolden()
    {
        var header = new byte[7];
        SegmenterFixture.Audio().WriteAdts(header, 300);

        // AAC-LC, 48 kHz, stereo, 307 bytes with header.
        Assert.Equal("FFF14C80267FFC", Convert.ToHexString(header));
    }
}
