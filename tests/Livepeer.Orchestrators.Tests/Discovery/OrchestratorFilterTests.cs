using Livepeer.Orchestrators.Discovery;
using Livepeer.Orchestrators.Tests.Fakes;
using Livepeer.Payments.Money;
using PriceInfo = Livepeer.Protos.Net.PriceInfo;

namespace Livepeer.Orchestrators.Tests.Discovery;

public sealed class OrchestratorFilterTests
{
    private const string A = "https://a.example:8935";

    private static readonly DiscoveredOrchestrator Seen = Listing.Seen(
        A,
        ["cheap", "dear"],
        Listing.Runners(A, "u", "live-video-to-video/scope", "80"),
        info => info.CapabilitiesPrices.Add(new PriceInfo { PricePerUnit = 50, PixelsPerUnit = 1, Capability = 27, Constraint = "cheap" }),
        Listing.Ceiling(5_000));

    [Theory]
    [InlineData(0, "", "", null, true)]
    [InlineData(0, "", "", "1200", true)]
    [InlineData(0, "", "", "1199", false)]
    [InlineData(7, "", "", null, true)]
    [InlineData(25, "", "", null, false)]
    [InlineData(7, "", "", "100", false)]
    [InlineData(27, "", "", null, true)]
    [InlineData(27, "", "", "50", true)]
    [InlineData(27, "", "", "49", false)]
    [InlineData(27, "dear", "", "50", false)]
    [InlineData(27, "cheap", "", "99/2", false)]
    [InlineData(27, "other", "", null, false)]
    [InlineData(28, "", "", null, false)]
    [InlineData(0, "cheap", "", null, true)]
    [InlineData(35, "scope", "", "80", true)]
    [InlineData(35, "", "", "79", false)]
    [InlineData(0, "", "live-video-to-video/scope", "80", true)]
    [InlineData(0, "", "text-to-image/dear", "80", false)]
    [InlineData(0, "", "unknown", null, false)]
    [InlineData(27, "", "live-video-to-video/scope", null, false)]
    public void Seen_AskedFor_MatchesWhatOneModelOrRunnerHas(uint capability, string model, string app, string? price, bool matches) =>
        Assert.Equal(matches, Filter(capability, model, app, price).Matches(Seen));

    [Theory]
    [InlineData(27, "any", null, true)]
    [InlineData(0, "", "1", false)]
    public void Unseen_AskedFor_IsInUnlessAPriceIs(uint capability, string model, string? price, bool matches) =>
        Assert.Equal(matches, Filter(capability, model, "", price).Matches(Listing.Unseen(A)));

    [Fact]
    public void ModelAboveItsCeiling_AskedFor_IsNotOnOffer()
    {
        var dear = Listing.Seen(A, ["m"], ceilings: Listing.Ceiling(1));

        Assert.False(Filter(27, "m", "", null).Matches(dear));
        Assert.True(OrchestratorFilter.None.Matches(dear));
    }

    [Fact]
    public void SeveralApps_AskedFor_OneIsEnough() =>
        Assert.True(new OrchestratorFilter { Apps = ["unknown", "text-to-image/cheap"] }.Matches(Seen));

    private static OrchestratorFilter Filter(uint capability, string model, string app, string? price) => new()
    {
        Capability = capability,
        ModelId = model,
        Apps = app.Length == 0 ? [] : [app],
        MaxPrice = price is null ? null : Rational.Parse(price),
    };
}
