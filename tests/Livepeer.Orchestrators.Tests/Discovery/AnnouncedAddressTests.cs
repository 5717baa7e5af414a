using System.Collections.Immutable;
using Livepeer.Orchestrators.Discovery;
using Livepeer.Orchestrators.Tests.Fakes;
using Livepeer.Wire.Discovery;

namespace Livepeer.Orchestrators.Tests.Discovery;

/// <summary>What orchestrators may lead callers to, and how much of them is kept.</summary>
public sealed class AnnouncedAddressTests
{
    private const string Stranger = "https://stranger.example:8935";

    [Theory]
    [InlineData("https://other.example:8935", true)]
    [InlineData("https://8.8.8.8:8935", true)]
    [InlineData("https://[2606:4700::1111]:8935", true)]
    [InlineData("http://other.example:8935", false)]
    [InlineData("https://localhost:8935", false)]
    [InlineData("https://x.LOCALHOST.:8935", false)]
    [InlineData("https://redis:6379", false)]
    [InlineData("https://metadata.google.internal", false)]
    [InlineData("https://printer.local", false)]
    [InlineData("https://router.home.arpa", false)]
    [InlineData("https://127.0.0.1:8935", false)]
    [InlineData("https://127.0.0.1.:8935", false)]
    [InlineData("https://0x7f.1.:8935", false)]
    [InlineData("https://2130706433:8935", false)]
    [InlineData("https://10.0.0.5:8935", false)]
    [InlineData("https://169.254.169.254", false)]
    [InlineData("https://192.0.2.1", false)]
    [InlineData("https://[::1]:8935", false)]
    [InlineData("https://[::ffff:10.0.0.1]:8935", false)]
    [InlineData("https://[fe80::1%25eth0]:8935", false)]
    public void Address_OfAStranger_IsToldWhenItIsPublicAndNoLessSecure(string announced, bool told)
    {
        var service = Assert.Single(Of(Listing.Seen(Stranger, ["m"], change: info => info.Transcoder = announced, vouched: false)));
        var node = Listing.Seen(Stranger, [], Listing.Runners(announced, "u"), vouched: false).Runners;
        var runner = Listing.Seen(Stranger, [], Listing.Runners(Stranger, announced + "/apps/x"), vouched: false).Runners;

        Assert.Equal(new Uri(told ? announced : Stranger), service.Address);
        Assert.Equal((told, told), (node.Length == 1, runner.Length == 1));
    }

    [Theory]
    [InlineData("http://10.0.0.5:8935")]
    [InlineData("http://localhost:8935")]
    public void Runners_OfWhomTheOperatorNamed_MayBeInside(string address) =>
        Assert.Single(Listing.Seen(Stranger, [], Listing.Runners(address, address + "/x")).Runners);

    [Theory]
    [InlineData("scope")]
    [InlineData("/apps/x")]
    [InlineData("wss://o.example/x")]
    public void RunnersUrl_ThatLeadsNowhereInside_IsTold(string url) =>
        Assert.Single(Listing.Seen(Stranger, [], Listing.Runners(Stranger, url), vouched: false).Runners);

    [Theory]
    [InlineData("//127.0.0.1/x")]
    [InlineData("ws://o.example/x")]
    [InlineData("ftp://10.0.0.1/x")]
    public void RunnersUrl_ThatLeadsInsideOrOutOfTls_IsNotTold(string url) =>
        Assert.Empty(Listing.Seen(Stranger, [], Listing.Runners(Stranger, url), vouched: false).Runners);

    [Fact]
    public void ServiceUri_OfAStrangerWhoIsVouchedForLater_IsToldThen()
    {
        var stranger = Listing.Watched(Stranger, vouched: false);
        var vouched = Listing.Watched(Stranger);
        var answer = new SurveyResult(Listing.Answer(Listing.Info("https://10.0.0.5:8935", ["m"])), null);
        stranger.Learn(answer);

        vouched.Restore(stranger.Known);
        vouched.Learn(answer);

        Assert.Null(stranger.Known.Offer!.ServiceUri);
        Assert.Equal(new Uri("https://10.0.0.5:8935"), vouched.Known.Offer!.ServiceUri);
    }

    [Theory]
    [InlineData(false, 16)]
    [InlineData(true, 64)]
    public void Nodes_OfOneOrchestrator_AreBounded(bool vouched, int most)
    {
        var runners = Listing.Seen(Stranger, [], Announced(100, i => $"https://n{i}.example", metadata: ""), vouched: vouched).Runners;

        Assert.Equal(most, runners.Length);
    }

    [Fact]
    public void LongNodeAddress_OfAnyOrchestrator_IsRefused()
    {
        var runners = Listing.Seen(Stranger, [], Announced(2, i => i == 0 ? "https://n.example/" + new string('x', 512) : "https://n.example", metadata: "")).Runners;

        Assert.Equal(new Uri("https://n.example"), Assert.Single(runners).Node);
    }

    [Fact]
    public void Runners_OfOneOrchestrator_AreKeptUpToASize()
    {
        var runners = Listing.Seen(Stranger, [], Announced(DiscoveryLimits.Runners, _ => Stranger, metadata: new string('m', DiscoveryLimits.MetadataBytes))).Runners;

        Assert.InRange(runners.Sum(runner => (long)runner.Runner.Metadata.Length), 200 * 1024, 256 * 1024);
    }

    private static string Announced(int count, Func<int, string> node, string metadata) =>
        "[" + string.Join(',', Enumerable.Range(0, count).Select(i =>
            $$"""{"address":"{{node(i)}}","runners":[{"url":"u{{i}}","app":"a","metadata":"{{metadata}}","price_info":{"price":1,"currency":"wei","unit":"seconds"} }]}""")) + "]";

    private static ImmutableArray<ServiceAddress> Of(params DiscoveredOrchestrator[] orchestrators) => ServiceAddress.Of(Listing.Snapshot(orchestrators));
}
