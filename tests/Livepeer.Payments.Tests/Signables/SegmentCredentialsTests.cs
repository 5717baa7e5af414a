using System.Collections.Immutable;
using System.Text;
using Livepeer.Crypto;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Signables;
using TestKit;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Signables;

public class SegmentCredentialsTests
{
    public static TheoryData<int> Cases => PaymentVectors.Cases("segData");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Digest_Vector_IsByteIdenticalInAllImplementations(int index)
    {
        var vector = PaymentVectors.Case("segData", index);
        using var key = vector.Key();
        var job = Some.Segment((long)vector.Number("seq")) with
        {
            ManifestId = vector.Text("manifestId"),
            SegmentHash = Keccak256.Hash(vector.Hex("segmentDataHex")),
            Profiles = [.. vector.GetProperty("profiles").EnumerateArray().Select(PaymentVectors.Profile)],
        };
        Assert.Equal(vector.Hash("segmentHash"), job.SegmentHash);
        Assert.Equal(vector.Hex("flattened"), Flattened(job));
        var digest = Create(job).Digest().Digest;
        Assert.Equal(vector.Hash("eip191Digest"), digest);
        Assert.All(Implementations.Present, secp256k1 => Assert.Equal(vector.Hex("signature"), secp256k1.Sign(key, digest).ToArray()));
    }

    [Fact]
    public void Flatten_SegmentOfGoLivepeersTests_HasTheStatedHash()
    {
        var vector = PaymentVectors.Section("fromGoLivepeerTests.segmentFlatten");
        var names = vector.GetProperty("profileNames").EnumerateArray().Select(name => name.GetString()!);
        var job = Some.Segment((long)vector.Number("seq")) with
        {
            ManifestId = vector.Text("manifestId"),
            SegmentHash = vector.Hash("hash"),
            Profiles = [.. names.Select(name => new VideoProfile(name, 256, 144, 400_000, 30))],
        };
        Assert.EndsWith(vector.Text("profilesHexAscii"), Encoding.ASCII.GetString(Flattened(job)), StringComparison.Ordinal);
        Assert.Equal(vector.Hash("keccakOfFlattened"), Keccak256.Hash(Flattened(job)));
    }

    [Fact]
    public void TryCreate_AiJob_SignsAnEmptySegmentOfItsBucket()
    {
        var credentials = Create(Some.Ai());
        Assert.Equal("27_stabilityai/sd-turbo", credentials.ManifestId);
        Assert.Equal(Keccak256.OfNothing, credentials.SegmentHash);
        Assert.Equal(0, credentials.Sequence);
        Assert.Empty(credentials.Profiles);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tab\there")]
    [InlineData("zero\0")]
    [InlineData("delete\u007f")]
    [InlineData("höhe")]
    public void TryCreate_ManifestIdOfOtherCharacters_IsRefused(string manifestId) =>
        Assert.False(SegmentCredentials.TryCreate(Some.Segment() with { ManifestId = manifestId }, out _));

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void TryCreate_LongManifestId_IsBounded(int length, bool accepted) =>
        Assert.Equal(accepted, SegmentCredentials.TryCreate(Some.Segment() with { ManifestId = new string('~', length) }, out _));

    [Fact]
    public void TryCreate_NegativeSequence_IsRefused() => Assert.False(SegmentCredentials.TryCreate(Some.Segment(-1), out _));

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void TryCreate_ManyProfiles_AreBounded(int count, bool accepted) =>
        Assert.Equal(accepted, SegmentCredentials.TryCreate(Some.Segment() with { Profiles = Profiles(count) }, out _));

    internal static ImmutableArray<VideoProfile> Profiles(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new VideoProfile($"p{i}", 16, 16, 1000, 30))];

    internal static byte[] Flattened(Job job)
    {
        var bytes = new byte[512];
        return bytes[..Create(job).Flatten(bytes)];
    }

    private static SegmentCredentials Create(Job job)
    {
        Assert.True(SegmentCredentials.TryCreate(job, out var credentials));
        return credentials;
    }
}
