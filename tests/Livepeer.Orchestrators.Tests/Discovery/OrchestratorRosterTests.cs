using Livepeer.Orchestrators.Discovery;
using Livepeer.Orchestrators.Sources;
using Livepeer.Orchestrators.Tests.Fakes;

namespace Livepeer.Orchestrators.Tests.Discovery;

public sealed class OrchestratorRosterTests
{
    private static readonly ListedOrchestrator A = new(new Uri("https://a.example:8935"), Configured: true);
    private static readonly ListedOrchestrator B = new(new Uri("https://b.example:8935"), Configured: false);

    private readonly OrchestratorRoster _roster = new(new DiscoveryOptions { MaxOrchestrators = 3 }, TimeProvider.System);

    [Fact]
    public void SameList_AppliedAgain_KeepsWhatIsKnown()
    {
        _roster.Apply([A, B], complete: true);
        var before = _roster.Watched;

        _roster.Apply([B, A], complete: true);

        Assert.Equal([before[1], before[0]], _roster.Watched.ToArray());
    }

    [Fact]
    public void StrangerWhoIsNoLongerNamed_StaysUntilSomebodyWhoIsHasAnOffer()
    {
        _roster.Apply([B], complete: true);
        Learn(_roster.Watched[0]);

        _roster.Apply([A], complete: true);
        Assert.Equal([A, B], _roster.Watched.Select(watched => watched.Listed));

        Learn(_roster.Watched[0]);
        _roster.Apply([A], complete: true);
        Assert.Equal([A], _roster.Watched.Select(watched => watched.Listed));
    }

    [Fact]
    public void WhomTheOperatorTookOff_WhileNobodyElseHasAnOffer_IsGoneWithHisNodes()
    {
        var roster = new OrchestratorRoster(new DiscoveryOptions { ExtraNodes = 1 }, TimeProvider.System);
        roster.Apply([A], complete: true);
        Learn(roster.Watched[0], "https://node.example");
        roster.Apply([A], complete: true);
        Learn(roster.Watched[1]);

        roster.Apply([B], complete: true);

        Assert.Equal([B], roster.Watched.Select(watched => watched.Listed));
    }

    [Fact]
    public void StoredOrchestratorThatTheOperatorTookOff_AfterTheListsAreRead_IsGone()
    {
        var stored = Listing.Watched("https://stored.example:8935");
        Learn(stored);
        _roster.Restore([stored]);

        _roster.Apply([A], complete: true);

        Assert.Equal([A], _roster.Watched.Select(watched => watched.Listed));
    }

    [Fact]
    public void WhoIsNotNamed_WhileAListIsUnread_Stays()
    {
        _roster.Restore([Listing.Watched("https://stored.example:8935")]);
        _roster.Apply([A], complete: false);
        Learn(_roster.Watched[0]);

        _roster.Apply([A], complete: false);

        Assert.Equal(2, _roster.Watched.Length);
    }

    [Fact]
    public void WhoIsVouchedForNow_IsFollowedAnewWithWhatWasKnown()
    {
        _roster.Apply([B], complete: true);
        Learn(_roster.Watched[0]);
        var before = _roster.Watched[0];

        _roster.Apply([B with { Configured = true }], complete: true);

        Assert.NotSame(before, _roster.Watched[0]);
        Assert.True(_roster.Watched[0].Listed.Configured);
        Assert.Same(before.Known, _roster.Watched[0].Known);
    }

    /// <summary>What a stranger says is judged differently: an address inside, believed before, is believed no more.</summary>
    [Fact]
    public void WhoIsNotVouchedForAnyMore_BeginsAnew()
    {
        _roster.Apply([A], complete: true);
        Learn(_roster.Watched[0]);

        _roster.Apply([A with { Configured = false }], complete: true);

        Assert.Null(_roster.Watched[0].Known.Offer);
    }

    [Fact]
    public void LongLists_Applied_AreCutAtTheBound()
    {
        _roster.Apply([.. Enumerable.Range(1, 9).Select(i => new ListedOrchestrator(new Uri($"https://o{i}.example:8935"), Configured: true))], complete: true);

        Assert.Equal(3, _roster.Watched.Length);
    }

    [Theory]
    [InlineData("https://node.example:8935", true)]
    [InlineData("http://node.example:8935", false)]
    [InlineData("nonsense", false)]
    [InlineData("https://a℀b.example:8935", false)]
    [InlineData("https://a.example:8935/", false)]
    [InlineData("https://localhost:8935", false)]
    [InlineData("https://10.0.0.1:8935", false)]
    [InlineData("https://[::1]:8935", false)]
    public void NamedNode_OfAnHttpsOrchestrator_IsWatchedWhenItIsOne(string node, bool watched)
    {
        var roster = new OrchestratorRoster(new DiscoveryOptions { ExtraNodes = 1 }, TimeProvider.System);
        roster.Apply([A], complete: true);
        roster.Watched[0].Learn(new SurveyResult(Listing.Answer(Listing.Info(A.Uri.AbsoluteUri, ["m"], info => info.Nodes.Add(node))), null));

        roster.Apply([A], complete: true);

        Assert.Equal(watched, roster.Watched.Length == 2);
    }

    private static void Learn(WatchedOrchestrator watched, params string[] nodes) =>
        watched.Learn(new SurveyResult(Listing.Answer(Listing.Info(watched.Listed.Uri.AbsoluteUri, ["m"], info => info.Nodes.Add(nodes))), null));
}
