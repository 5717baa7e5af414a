using Livepeer.Payments.Jobs;
using Livepeer.Wire.Matching;
using Livepeer.Wire.Video;

namespace Livepeer.Wire.Tests.Matching;

public sealed class JobCapabilitiesTests
{
    public static TheoryData<string, VideoSource, VideoProfile, ulong> VideoJobs { get; } = new()
    {
        { "RTMP", VideoSource.Rtmp, Ts, 4099 },
        { "push", VideoSource.Push, Ts, 67112963 },
        { "MP4", VideoSource.Rtmp, Ts with { Format = 1 }, (1 << 0) | (1 << 2) | (1 << 12) },
        { "fractional rate", VideoSource.Rtmp, Ts with { FpsDen = 1001 }, 4099 | (1 << 3) },
        { "main profile", VideoSource.Rtmp, Ts with { EncoderProfile = 2 }, 4099 | (1 << 8) },
        { "key frames", VideoSource.Rtmp, Ts with { GopMillis = 2000 }, 4099 | (1 << 11) },
        { "HEVC in", new VideoSource(SourceCodec.Hevc, SourceSampling.Usual, Pushed: false), Ts, 4099 | (1 << 15) },
        { "HEVC out", VideoSource.Rtmp, Ts with { Encoder = 1 }, 4099 | (1 << 16) },
        { "VP8 in, VP9 out", new VideoSource(SourceCodec.Vp8, SourceSampling.Usual, Pushed: false), Ts with { Encoder = 3 }, (1 << 1) | (1 << 12) | (1 << 17) | (1 << 20) },
        { "10 bits", new VideoSource(SourceCodec.H264, SourceSampling.Quarter420TenBit, Pushed: true), Ts, 67112963 | (1 << 25) },
    };

    private static VideoProfile Ts => new("P", 640, 360, 1_000_000, 30);

    [Theory]
    [MemberData(nameof(VideoJobs))]
    public void VideoJob_Needs_ItsBits(string what, VideoSource source, VideoProfile profile, ulong bits)
    {
        var message = Protos.Net.Capabilities.Parser.ParseFrom(JobCapabilities.ForVideo(source, [profile]).Bytes.Span);

        Assert.True(bits == Assert.Single(message.Bitstring), what);
        Assert.Empty(message.Capacities);
    }

    [Fact]
    public void VideoJob_Serialized_HasAnEmptyConstraintsMessage() =>
        Assert.Equal("0A0283202A00", Convert.ToHexString(JobCapabilities.ForVideo(VideoSource.Rtmp, VideoPresets.Default).Bytes.Span));

    [Fact]
    public void AiJob_Serialized_IsTheRecordedMessage()
    {
        const string Recorded =
            "0a04ffbf81601a0210011a04080110011a04080210011a04080310011a04080410011a04080510011a04080610011a04080710011a0408081001"
            + "1a04080910011a04080a10011a04080b10011a04080c10011a04080e10011a04081a10011a04081b10012205302e392e31"
            + "2a221220081b121c0a1a0a1673746162696c69747961692f7364786c2d747572626f1200";

        var job = JobCapabilities.ForAi(Capability.TextToImage, "stabilityai/sdxl-turbo", ownVersion: "0.9.1");

        Assert.Equal(Recorded, Convert.ToHexStringLower(job.Bytes.Span));
        Assert.Equal(201351167UL, job.FirstWord);
    }

    [Fact]
    public void LiveVideo_Needs_BothMaps()
    {
        var message = Protos.Net.Capabilities.Parser.ParseFrom(JobCapabilities.ForAi(Capability.LiveVideoToVideo, "noop", "0.9.0", "0.14.0").Bytes.Span);

        Assert.Equal(34426871807UL, Assert.Single(message.Bitstring));
        Assert.Equal(1u, message.Capacities[35]);
        Assert.Equal("0.14.0", message.Constraints.PerCapability[35].Models["noop"].RunnerVersion);
        Assert.Equal("0.9.0", message.Constraints.MinVersion);
    }

    [Theory]
    [InlineData(new int[] { 0, 1, 12 }, new ulong[] { 4099 })]
    [InlineData(new int[] { 35 }, new ulong[] { 34359738368 })]
    [InlineData(new int[] { 64 }, new ulong[] { 0, 1 })]
    public void BitString_Built_IsTheRecordedWords(int[] bits, ulong[] words) =>
        Assert.Equal(words, CapabilityBits.Of(bits.Select(bit => (Capability)bit)).ToArray());

    [Theory]
    [InlineData("0.9.1-xyz", true)]
    [InlineData("0.10.0", true)]
    [InlineData("v0.9.1", true)]
    [InlineData("1.0", true)]
    [InlineData("0.9.0", false)]
    [InlineData("", false)]
    [InlineData("undefined", false)]
    [InlineData("0.9.1.2", false)]
    public void Version_ComparedWith091_SatisfiesOrNot(string version, bool satisfied) => Assert.Equal(satisfied, NodeVersion.Satisfies(version, "0.9.1"));

    [Theory]
    [InlineData("")]
    [InlineData("latest")]
    public void MinimumThatIsNoVersion_Compared_IsSatisfied(string minimum) => Assert.True(NodeVersion.Satisfies("undefined", minimum));
}
