using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using Livepeer.Wire.Discovery;

namespace Livepeer.Wire.Tests.Discovery;

public sealed class DiscoveryReaderTests
{
    // The example of go-livepeer doc/live-runner.md, with every member.
    private const string Complete =
        """{"url":"https://o:8935/apps/scope-l40s/session","gpu":{"id":"0","name":"NVIDIA L40S","vram_mb":46068},"app":"live-video-to-video/scope","version":"1.4.0","metadata":"any text","mode":"persistent","capacity":2,"capacity_used":1,"capacity_available":1,"price_info":{"price":12345,"currency":"wei","unit":"seconds"}}""";

    [Fact]
    public void CompleteRunner_Read_HasEverything()
    {
        var node = Assert.Single(Nodes($$"""[{"address":"https://o:8935","runners":[{{Complete}}]}]"""));

        Assert.Equal("https://o:8935", node.Address);
        Assert.Equal(
            new OfferedRunner
            {
                Url = "https://o:8935/apps/scope-l40s/session",
                App = "live-video-to-video/scope",
                Gpu = new RunnerGpu("0", "NVIDIA L40S", 46068),
                Version = "1.4.0",
                Metadata = "any text",
                Mode = "persistent",
                Capacity = 2,
                CapacityUsed = 1,
                CapacityAvailable = 1,
                Price = new RunnerPrice("12345", "wei", "seconds"),
            },
            Assert.Single(node.Runners));
    }

    [Fact]
    public void CompleteRunner_WrittenAgain_IsTheSameText() => Assert.Equal(Complete, Written(Complete));

    [Fact]
    public void BareRunner_WrittenAgain_KeepsUrlAppAndCapacity() =>
        Assert.Equal(
            """{"url":"u","app":"a","capacity":0,"capacity_used":0,"capacity_available":0}""",
            Written("""{"url":"u","app":"a","version":"","metadata":null,"unknown":{"must":"not pass"}}"""));

    [Theory]
    [InlineData("""{"url":"","app":"a"}""", "no URL")]
    [InlineData("""{"app":"a"}""", "no URL")]
    [InlineData("""{"url":"u","app":" \t "}""", "blank app")]
    [InlineData("""{"url":"u"}""", "no app")]
    [InlineData("""{"url":"u","app":"a","metadata":"\uFFFD"}""", "replacement character")]
    [InlineData("""{"url":"u","app":"a","metadata":"\ud800"}""", "half a character")]
    [InlineData("""{"url":"u","app":"a","capacity":"many"}""", "text for a number")]
    [InlineData("""{"url":"u","app":"a","capacity":1.5}""", "part of a session")]
    [InlineData("""{"url":"u","app":"a","price_info":{"price":"cheap"}}""", "price in words")]
    [InlineData("""{"url":"u","app":"a","price_info":{"price":true}}""", "price that is no number")]
    [InlineData("""{"url":7,"app":"a"}""", "number for a text")]
    [InlineData("7", "no object")]
    [InlineData("null", "nothing")]
    public void WrongRunner_Read_IsLeftOutAndCostsNoOther(string runner, string why)
    {
        var node = Assert.Single(Nodes($$"""[{"address":"https://o:8935","runners":[{{runner}},{"url":"good","app":"b"}]}]"""));

        Assert.True(Assert.Single(node.Runners).Url == "good", why);
    }

    [Theory]
    [InlineData(DiscoveryLimits.MetadataBytes, 1)]
    [InlineData(DiscoveryLimits.MetadataBytes + 2, 0)]
    public void Metadata_MeasuredInBytes_HasALimit(int bytes, int runners) =>
        Assert.Equal(runners, Assert.Single(Nodes($$"""[{"address":"x","runners":[{"url":"u","app":"a","metadata":"{{new string('é', bytes / 2)}}"}]}]""")).Runners.Count);

    [Fact]
    public void NamesInAnyCase_Read_AreKnown() =>
        Assert.Equal("u", Assert.Single(Assert.Single(Nodes("""[{"Address":"x","RUNNERS":[{"URL":"u","App":"a"}]}]""")).Runners).Url);

    [Fact]
    public void EntriesWithoutAddress_Read_AreLeftOut() => Assert.Equal("x", Assert.Single(Nodes("""[{"runners":[]},{"address":""},7,null,{"address":"x"}]""")).Address);

    [Fact]
    public void ManyRunners_Read_AreCutAtTheLimit()
    {
        var many = string.Join(',', Enumerable.Repeat("""{"url":"u","app":"a"}""", DiscoveryLimits.Runners));

        var nodes = Nodes($$"""[{"address":"x","runners":[{{many}}]},{"address":"y","runners":[{{many}}]}]""");

        Assert.Equal([DiscoveryLimits.Runners, 0], nodes.Select(node => node.Runners.Count));
    }

    [Fact]
    public void WebhookList_Read_NamesAddressesAndIgnoresTheRest()
    {
        Assert.True(DiscoveryReader.TryReadAddresses("""[{"address":"https://a:8935","score":1},{"score":0.5},{"address":""},7,{"address":"b"}]"""u8.ToArray(), out var addresses));

        Assert.Equal(["https://a:8935", "b"], addresses);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("[]x")]
    [InlineData("<html>")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]")]
    public void NoArray_Read_IsRefused(string body)
    {
        Assert.False(DiscoveryReader.TryReadNodes(Encoding.UTF8.GetBytes(body), out _));
        Assert.False(DiscoveryReader.TryReadAddresses(Encoding.UTF8.GetBytes(body), out _));
    }

    [Property(MaxTest = 500)]
    public void Garbage_Read_NeverThrows(byte[] garbage, ushort at)
    {
        var body = Encoding.UTF8.GetBytes($$"""[{"address":"https://o:8935","runners":[{{Complete}}]}]""");
        garbage.AsSpan(0, Math.Min(garbage.Length, body.Length)).CopyTo(body.AsSpan(at % Math.Max(1, body.Length - garbage.Length)));

        _ = DiscoveryReader.TryReadNodes(garbage, out _);
        _ = DiscoveryReader.TryReadAddresses(garbage, out _);
        _ = DiscoveryReader.TryReadNodes(body, out _);
        _ = DiscoveryReader.TryReadAddresses(body, out _);
    }

    private static IReadOnlyList<AnnouncedNode> Nodes(string body) =>
        DiscoveryReader.TryReadNodes(Encoding.UTF8.GetBytes(body), out var nodes) ? nodes : throw new InvalidOperationException("refused");

    private static string Written(string runner) =>
        JsonSerializer.Serialize(
            RunnerForm.ToJson(Assert.Single(Assert.Single(Nodes($$"""[{"address":"x","runners":[{{runner}}]}]""")).Runners)), DiscoveryJsonContext.Default.RunnerJson);
}
