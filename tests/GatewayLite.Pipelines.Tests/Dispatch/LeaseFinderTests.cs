using GatewayLite.Pipelines.Dispatch;
using GatewayLite.Pipelines.Tests.Support;
using Livepeer.Orchestrators.Sources;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLite.Pipelines.Tests.Dispatch;

public sealed class LeaseFinderTests
{
    private const string NoReserve = "insufficient sender reserve";

    private static readonly HashSet<ListedOrchestrator> Nobody = [];

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task Account_RefusedBySeveral_IsNotTakenToTheOthersForSeconds()
    {
        await using var network = await ScriptedNetwork.StartAsync(5, _time);
        Refuse(network, NoReserve);

        var first = await FindAsync(network);
        var again = await FindAsync(network);
        var asked = network.Asked;
        _time.Advance(TimeSpan.FromSeconds(5));
        _ = await FindAsync(network);

        Assert.Contains(NoReserve, Assert.IsType<LeaseSearch.Nobody>(first).Message, StringComparison.Ordinal);
        Assert.Equal(first, again);
        Assert.Equal(3, asked);
        Assert.True(network.Asked > 3, "after the pause others are asked");
    }

    [Fact]
    public async Task Account_RefusedByOne_IsNotTakenThereAgainSoon()
    {
        await using var network = await ScriptedNetwork.StartAsync(2, _time);
        var picky = network.Orchestrators[0];
        picky.RefusesSessions = NoReserve;

        for (var i = 0; i < 30; i++)
        {
            var found = Assert.IsType<LeaseSearch.Found>(await FindAsync(network));
            found.Held.Unused();
            await found.Held.Lease.DisposeAsync();
        }

        // One question of the network's start, at most one since.
        Assert.True(picky.Asked <= 2, $"it was asked {picky.Asked} times");
    }

    [Fact]
    public async Task Account_AcceptedAgain_EndsThePause()
    {
        await using var network = await ScriptedNetwork.StartAsync(3, _time);
        Refuse(network, NoReserve);
        _ = Assert.IsType<LeaseSearch.Nobody>(await FindAsync(network));

        Refuse(network, null);
        _time.Advance(TimeSpan.FromSeconds(5));

        await using var lease = Assert.IsType<LeaseSearch.Found>(await FindAsync(network)).Held.Lease;
    }

    private static Task<LeaseSearch> FindAsync(ScriptedNetwork network) => network.Finder.FindAsync(network.Demand, Nobody, "a", CancellationToken.None);

    private static void Refuse(ScriptedNetwork network, string? words)
    {
        foreach (var one in network.Orchestrators)
        {
            one.RefusesSessions = words;
        }
    }
}
