using Livepeer.Orchestrators.Discovery;
using Livepeer.Orchestrators.Tests.Fakes;
using Livepeer.Payments.Money;

namespace Livepeer.Orchestrators.Tests.Discovery;

public sealed class SnapshotChangeTests
{
    private static readonly DiscoveredOrchestrator Same = Listing.Seen("https://same.example:8935", ["m"]);
    private static readonly DiscoveredOrchestrator Before = Listing.Seen("https://other.example:8935", ["m"]);

    [Fact]
    public void Difference_OfTwoStates_IsWhatChangedBetweenThem()
    {
        var added = Listing.Seen("https://new.example:8935", ["m"]) with { Revision = 3 };
        var changed = Before with { State = OrchestratorState.Silent, Revision = 5 };
        var gone = Listing.Seen("https://gone.example:8935", ["m"]);

        var change = SnapshotChange.Between(Listing.Snapshot(2, Same, Before, gone), Listing.Snapshot(5, Same, changed, added), OrchestratorFilter.None);

        Assert.Equal([added], change.Added.ToArray());
        Assert.Equal([changed], change.Changed.ToArray());
        Assert.Equal([gone], change.Removed.ToArray());
    }

    [Fact]
    public void SameState_ComparedWithItself_IsEmpty() =>
        Assert.True(SnapshotChange.Between(Listing.Snapshot(2, Same), Listing.Snapshot(2, Same), OrchestratorFilter.None).IsEmpty);

    [Fact]
    public void Filter_OfWhatBecomesDearer_TurnsAChangeIntoARemoval()
    {
        var cheap = new OrchestratorFilter { MaxPrice = new Rational(1_200) };
        var dearer = Listing.Seen("https://other.example:8935", ["m"], change: info => info.PriceInfo.PricePerUnit = 1_300) with { Revision = 2 };
        var (first, second) = (Listing.Snapshot(1, Before), Listing.Snapshot(2, dearer));

        Assert.Equal([dearer], SnapshotChange.Between(first, second, cheap).Removed.ToArray());
        Assert.Equal([Before with { Revision = 3 }], SnapshotChange.Between(second, Listing.Snapshot(3, Before with { Revision = 3 }), cheap).Added.ToArray());
    }

    [Fact]
    public void Filter_OfSomethingElse_HidesTheChange()
    {
        var change = SnapshotChange.Between(
            Listing.Snapshot(1, Before), Listing.Snapshot(2, Before with { State = OrchestratorState.Silent, Revision = 2 }), new OrchestratorFilter { ModelId = "another" });

        Assert.True(change.IsEmpty);
    }
}
