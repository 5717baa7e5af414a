using Livepeer.Payments.Desk;
using RemoteSigner.Orchestrators;

namespace RemoteSigner.Tests.Api;

public sealed class OrchestratorWatchersTests
{
    private readonly OrchestratorWatchers _watchers = new();

    [Fact]
    public void TenantWithAllItsPlaces_AsksForOneMore_IsRefusedAndOthersAreNot()
    {
        var places = Enter("greedy", OrchestratorWatchers.MostOfOneTenant);

        Assert.All(places, Assert.NotNull);
        Assert.Null(_watchers.Enter(new TenantId("greedy"), out var refusal));
        Assert.Contains("64 calls of Watch of this tenant", refusal, StringComparison.Ordinal);
        Assert.NotNull(_watchers.Enter(new TenantId("other"), out _));
        Assert.Equal(OrchestratorWatchers.MostOfOneTenant + 1, _watchers.Open);
    }

    [Fact]
    public void Places_ThatAreLeft_AreFreeAgain()
    {
        Enter("greedy", OrchestratorWatchers.MostOfOneTenant).ForEach(place => place!.Dispose());

        Assert.Equal(0, _watchers.Open);
        Assert.All(Enter("greedy", OrchestratorWatchers.MostOfOneTenant), Assert.NotNull);
    }

    [Fact]
    public void AllPlaces_OfManyTenants_AreBoundedTogether()
    {
        for (var tenant = 0; tenant < OrchestratorWatchers.Most / OrchestratorWatchers.MostOfOneTenant; tenant++)
        {
            Enter($"tenant-{tenant}", OrchestratorWatchers.MostOfOneTenant);
        }

        Assert.Null(_watchers.Enter(new TenantId("late"), out var refusal));
        Assert.Contains("1024", refusal, StringComparison.Ordinal);
    }

    private List<IDisposable?> Enter(string tenant, int times) => [.. Enumerable.Range(0, times).Select(_ => _watchers.Enter(new TenantId(tenant), out var _))];
}
