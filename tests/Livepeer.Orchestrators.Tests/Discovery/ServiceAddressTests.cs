using System.Collections.Immutable;
using Livepeer.Orchestrators.Discovery;
using Livepeer.Orchestrators.Tests.Fakes;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Money;
using PriceInfo = Livepeer.Protos.Net.PriceInfo;

namespace Livepeer.Orchestrators.Tests.Discovery;

/// <summary>What /discover-orchestrators says. Source: go-livepeer server/remote_discovery.go and its tests.</summary>
public sealed class ServiceAddressTests
{
    private const string A = "https://a.example:8935";
    private const string B = "https://b.example:8935";
    private const string Elsewhere = "https://elsewhere.example:8935";

    [Fact]
    public void Models_OfPipelines_AreNamesInOrder()
    {
        var entry = Assert.Single(Of(Listing.Seen(A, ["z", "black-forest-labs/FLUX.1-dev"], change: info => Listing.Offer(info, 35, "m", ""))));

        Assert.Equal(new Uri(A), entry.Address);
        Assert.Equal(["live-video-to-video/m", "text-to-image/black-forest-labs/FLUX.1-dev", "text-to-image/z"], entry.Capabilities.ToArray());
        Assert.Equal(Some.Now, entry.LastSeen);
    }

    [Fact]
    public void FeaturesOfTranscoding_AreNoNames() => Assert.Empty(Of(Listing.Seen(A, [], change: info => Listing.Offer(info, 5, "x"))));

    [Theory]
    [InlineData(1200, true)]
    [InlineData(1199, false)]
    public void Price_AgainstTheCeiling_DecidesWhetherAModelIsListed(long ceiling, bool listed) =>
        Assert.Equal(listed, Of(Listing.Seen(A, ["m"], ceilings: Listing.Ceiling(ceiling))).Any());

    [Fact]
    public void OwnPriceAndOwnCeiling_OfAModel_ComeBeforeTheGlobalOnes()
    {
        var ceilings = Listing.Ceiling(1) with { PerModel = PriceCeilings.None.PerModel.Add(new CapabilityModel(27, PriceCeilings.DefaultModel), new Rational(60)) };

        var entry = Assert.Single(Of(Listing.Seen(A, ["cheap", "dear", "broken"], ceilings: ceilings, change: info =>
        {
            info.CapabilitiesPrices.Add(new PriceInfo { PricePerUnit = 50, PixelsPerUnit = 1, Capability = 27, Constraint = "cheap" });
            info.CapabilitiesPrices.Add(new PriceInfo { PricePerUnit = 70, PixelsPerUnit = 1, Capability = 27, Constraint = "dear" });
            info.CapabilitiesPrices.Add(new PriceInfo { PricePerUnit = 1, PixelsPerUnit = 0, Capability = 27, Constraint = "broken" });
        })));

        Assert.Equal(["text-to-image/cheap"], entry.Capabilities.ToArray());
    }

    [Fact]
    public void ModelWithoutAnyPrice_IsNotListed() => Assert.Empty(Of(Listing.Seen(A, ["m"], change: info => info.PriceInfo = null)));

    [Fact]
    public void OrchestratorWithoutAddress_CannotBePaidAndIsNotListed() => Assert.Empty(Of(Listing.Seen(A, ["m"], change: info => info.Address = Google.Protobuf.ByteString.Empty)));

    [Fact]
    public void AnnouncedAddress_IsTheEntrysAndTheListedOneIsNot() =>
        Assert.Equal(new Uri(Elsewhere), Assert.Single(Of(Listing.Seen(A, ["m"], change: info => info.Transcoder = Elsewhere + "/"))).Address);

    [Theory]
    [InlineData("")]
    [InlineData("://nonsense")]
    [InlineData("http://elsewhere.example:8935")]
    public void UnusableAnnouncement_IsReplacedByTheListedAddress(string announced) =>
        Assert.Equal(new Uri(A), Assert.Single(Of(Listing.Seen(A, ["m"], change: info => info.Transcoder = announced))).Address);

    [Fact]
    public void RunnersApp_JoinsTheCapabilities()
    {
        var entry = Assert.Single(Of(Listing.Seen(A, ["m"], Listing.Runners(A + "/", A + "/apps/r/session", "any-name"))));

        Assert.Equal(["any-name", "text-to-image/m"], entry.Capabilities.ToArray());
        Assert.Equal(A + "/apps/r/session", Assert.Single(entry.Runners).Url);
    }

    [Theory]
    [InlineData("201", 200, false)]
    [InlineData("200", 200, true)]
    [InlineData("201", null, true)]
    [InlineData("0", null, false)]
    public void RunnersPrice_AgainstTheGlobalCeiling_DecidesWhetherItIsListed(string price, int? ceiling, bool listed)
    {
        // A ceiling of the model does not apply to runners.
        var models = PriceCeilings.None.PerModel.Add(new CapabilityModel(35, "scope"), Rational.One);

        var entries = Of(Listing.Seen(A, [], Listing.Runners(A, "u", price: price), ceilings: new PriceCeilings(ceiling is { } wei ? new Rational(wei) : null, models)));

        Assert.Equal(listed, entries.Any());
    }

    [Fact]
    public void RunnersOfOneUrl_AreOneAndTheFirstButAllAppsAreNamed()
    {
        var entry = Assert.Single(Of(Listing.Seen(A, [], $$"""
            [{"address":"{{A}}","runners":[
              {"url":"scope","app":"live-video-to-video/one","price_info":{"price":1,"currency":"wei","unit":"seconds"} },
              {"url":"scope","app":"live-video-to-video/two","price_info":{"price":2,"currency":"wei","unit":"seconds"} }]}]
            """)));

        Assert.Equal("live-video-to-video/one", Assert.Single(entry.Runners).App);
        Assert.Equal(["live-video-to-video/one", "live-video-to-video/two"], entry.Capabilities.ToArray());
    }

    [Fact]
    public void AddressesOfSeveralAnnouncers_DifferingInASlash_AreOne()
    {
        var entries = Of(
            Listing.Seen(A, ["m"], Listing.Runners(Elsewhere, "from-a"), millis: 1),
            Listing.Seen(B, ["m"], Listing.Runners(Elsewhere + "/", "from-b"), millis: 2));

        Assert.Equal([new Uri(A), new Uri(Elsewhere), new Uri(B)], entries.Select(entry => entry.Address));
        Assert.Equal(["from-a", "from-b"], entries[1].Runners.Select(runner => runner.Url));
    }

    [Fact]
    public void ForAListedAddress_NobodyElseSpeaks()
    {
        var entries = Of(
            Listing.Seen(A, ["m"]),
            Listing.Seen(B, ["evil"], Listing.Runners(A, "https://evil.example/"), change: info => info.Transcoder = A));

        Assert.Equal([(A, "text-to-image/m", 0), (B, "text-to-image/evil", 0)], entries.Select(entry => (entry.Address.AbsoluteUri.TrimEnd('/'), Assert.Single(entry.Capabilities), entry.Runners.Length)));
    }

    [Fact]
    public void RunnersUnderTheListedAddress_OfOneWhoAnnouncesAnother_AreItsOwn() =>
        Assert.Equal(new Uri(Elsewhere), Assert.Single(Of(Listing.Seen(A, ["m"], Listing.Runners(A, "u"), change: info => info.Transcoder = Elsewhere))).Address);

    [Fact]
    public void Entries_InOrder_AnswerFirstAndQuicklyFirst()
    {
        var slow = Listing.Seen(A, ["m"], millis: 90);
        var quick = Listing.Seen(B, ["m"], millis: 10);
        var silent = Listing.Seen(Elsewhere, ["m"], millis: 1) with { State = OrchestratorState.Silent };

        Assert.Equal([new Uri(B), new Uri(A), new Uri(Elsewhere)], Of(silent, slow, quick).Select(entry => entry.Address));
    }

    [Fact]
    public void LastSeen_OfEntryWithOldRunners_IsTheirs()
    {
        var old = Listing.Seen(A, ["m"], Listing.Runners(A, "u")) with { RunnersSeen = Some.Now - TimeSpan.FromHours(1) };

        Assert.Equal(Some.Now - TimeSpan.FromHours(1), Assert.Single(Of(old)).LastSeen);
    }

    private static ImmutableArray<ServiceAddress> Of(params DiscoveredOrchestrator[] orchestrators) => ServiceAddress.Of(Listing.Snapshot(orchestrators));
}
