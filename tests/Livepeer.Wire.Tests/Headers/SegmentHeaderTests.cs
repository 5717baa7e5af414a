using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using Livepeer.Wire.Headers;
using Livepeer.Wire.Matching;
using Livepeer.Wire.Video;
using TestKit;

namespace Livepeer.Wire.Tests.Headers;

public sealed class SegmentHeaderTests
{
    public static TheoryData<string> Names { get; } = [.. Vectors.Load("payments.json").RootElement.GetProperty("segData").EnumerateArray().Select(vector => vector.Text("name"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Vector_Formatted_IsTheHeader(string name)
    {
        using var document = Vectors.Load("payments.json");
        var vector = document.RootElement.GetProperty("segData").EnumerateArray().Single(candidate => candidate.Text("name") == name);
        var capabilities = Protos.Net.SegData.Parser.ParseFrom(vector.Hex("segDataProto")).Capabilities;
        var job = new VideoSegmentJob(
            vector.Text("manifestId"),
            vector.GetProperty("seq").GetInt64(),
            Hash32.Parse(vector.Text("segmentHash")),
            vector.GetProperty("durationMs").GetInt32(),
            [.. vector.GetProperty("profiles").EnumerateArray().Select(Some.Profile)],
            capabilities is null ? default : Google.Protobuf.MessageExtensions.ToByteArray(capabilities),
            [],
            ForceSessionReinit: false);

        var header = SegmentHeader.Format(job, Some.AuthToken(vector.GetProperty("authToken")), new Signature65(vector.Hex("signature")));

        Assert.Equal(vector.Text("livepeerSegmentHeader"), header);
    }

    /// <summary>A two-second segment of an RTMP stream with the default renditions, as a go-livepeer gateway sends it.</summary>
    [Fact]
    public void RtmpSegmentWithDefaultRenditions_Formatted_IsTheRecordedHeader()
    {
        var job = new VideoSegmentJob(
            "movie", 5, Keccak256.Hash("hello"u8), 2000, VideoPresets.Default, JobCapabilities.ForVideo(VideoSource.Rtmp, VideoPresets.Default).Bytes, [], ForceSessionReinit: false);
        var token = new AuthToken(new byte[] { 0, 0x11, 0x22, 0x33 }, "deadbeef", 1700000000);
        var signature = new Signature65(Convert.FromHexString(
            "a2f00436b5b1a2ba70150d03269657bd42e96b842711ff3c8e67fa2130d34a2f5429db4dc277596f9f36f67567704bd937189ee08108de2629d50c81fce047f41b"));

        Assert.Equal(
            "CgVtb3ZpZRAFGiAciv+VBoXC7UvDF080cih7VtlRe5yUgScxmgmno23qyCIHaW52YWxpZCpBovAENrWxorpwFQ0DJpZXvULpa4QnEf88jmf6ITDTSi9UKdtNwndZ"
            + "b5829nVncEvZNxie4IEI3iYp1QyB/OBH9Bsw0A86BgoCgyAqAEIWCgQAESIzEghkZWFkYmVlZhiA4s+qBooCIYIBDlAyNDBwMzBmcHMxNng5iAGqA5AB8AGYAcDP"
            + "JKABHooCIYIBDlAzNjBwMzBmcHMxNng5iAGABZAB6AKYAYCfSaABHg==",
            SegmentHeader.Format(job, token, signature));
    }

    [Fact]
    public void AiRequest_Formatted_IsTheRecordedEmptySegment()
    {
        var signature = new Signature65(Convert.FromHexString(
            "c1151d2b8393173674c569ed74866e5a4278c5e3d4998eaf253a75d90a7326ef417843c2cb232f3ca6aa187cd6a0567533f5fa17beb9fa6ac6b235bb20b2085d1b"));

        var header = SegmentHeader.Format(new AiJob(27, "stabilityai/sdxl-turbo", 1, default), Some.Token, signature);

        Assert.Equal(
            "ChkyN19zdGFiaWxpdHlhaS9zZHhsLXR1cmJvGiDF0kYBhvcjPJJ+fbLcxwPA5QC2U8qCJzt7+tgEXYWkcCIHaW52YWxpZCpBwRUdK4OTFzZ0xWntdIZuWkJ4xePUmY6vJTp12QpzJu9BeEPCyyMvPKaqGHzWoFZ1M/X6F765"
            + "+mrGsjW7ILIIXRtCMgogAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAASCGExYjJjM2Q0GIDwnccG",
            header);
    }

    [Fact]
    public void UnpaidOrchestrator_Formatted_HasNoSignature()
    {
        var segment = Decode(SegmentHeader.Format(new AiJob(27, "model", 1, default), Some.Token, signature: null));

        Assert.True(segment.Sig.IsEmpty);
        Assert.Equal("27_model", segment.ManifestId.ToStringUtf8());
    }

    [Fact]
    public void StorageReinitAndIntraOnly_Formatted_ReachTheirFields()
    {
        var storage = new Protos.Net.OSInfo { StorageType = Protos.Net.OSInfo.Types.StorageType.S3, S3Info = new Protos.Net.S3OSInfo { Host = "https://store.example", Policy = new string('p', 300) } };
        var profile = new VideoProfile("intra", 640, 360, 1_000_000, 30, GopMillis: -1, Encoder: 1, Quality: 23);
        var job = new VideoSegmentJob("m", 0, default, 2000, [profile], default, [Google.Protobuf.MessageExtensions.ToByteArray(storage)], ForceSessionReinit: true);

        var segment = Decode(SegmentHeader.Format(job, Some.Token, signature: null));

        Assert.Equal(storage, Assert.Single(segment.Storage));
        Assert.True(segment.ForceSessionReinit);
        Assert.Empty(segment.FullProfiles);
        var sent = Assert.Single(segment.FullProfiles3);
        Assert.Equal((-1, Protos.Net.VideoProfile.Types.VideoCodec.H265, 23u), (sent.Gop, sent.Encoder, sent.Quality));
    }

    [Fact]
    public void PaymentWithoutToken_Formatted_Throws()
    {
        var payment = Some.Payment(default, new Payments.Money.PriceInfo(1, 1), parameters: null, []);
        payment = payment with { Order = payment.Order with { Offer = payment.Order.Offer with { AuthToken = null } } };

        Assert.Throws<ArgumentException>(() => SegmentHeader.Format(payment));
    }

    private static Protos.Net.SegData Decode(string header) => Protos.Net.SegData.Parser.ParseFrom(Convert.FromBase64String(header));
}
