using GatewayLite.Pipelines.Tests.Support;
using GatewayLite.Pipelines.Video;
using Livepeer.Orchestrators.Sources;
using Microsoft.Extensions.Time.Testing;
using TestKit.Clocks;

namespace GatewayLite.Pipelines.Tests.Video;

public sealed class StreamLeasesTests
{
    private static readonly HashSet<ListedOrchestrator> Nobody = [];

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task Slow_StandbyKnownToBeFaster_ChangesPlacesAndKeepsBothSessions()
    {
        await using var network = await ScriptedNetwork.StartAsync(2, _time);
        await using var leases = network.Leases();
        var (first, second) = await ReadyAsync(network);
        network.Health(second).Succeeded(0.5);

        await ScoreAsync(network, leases, 1.5, 1.5);

        Assert.Equal((second, first), (network.Tally.Snapshot().Orchestrator, network.Tally.Snapshot().Standby));
        Assert.Equal((2, 0), (network.Asked, network.Orchestrators.Sum(static one => one.Ended)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1.3)]
    public async Task Slow_StandbyUnknownOrHardlyFaster_Stays(double? standby)
    {
        await using var network = await ScriptedNetwork.StartAsync(2, _time);
        await using var leases = network.Leases();
        var (first, second) = await ReadyAsync(network);
        if (standby is { } score)
        {
            network.Health(second).Succeeded(score);
        }

        await ScoreAsync(network, leases, 1.5, 1.5, 1.5);

        Assert.Equal((first, second), (network.Tally.Snapshot().Orchestrator, network.Tally.Snapshot().Standby));
    }

    [Fact]
    public async Task Slow_JustSwapped_WaitsBeforeTheNextSwap()
    {
        await using var network = await ScriptedNetwork.StartAsync(2, _time);
        await using var leases = network.Leases();
        var (first, second) = await ReadyAsync(network);
        network.Health(second).Succeeded(0.5);
        await ScoreAsync(network, leases, 1.5, 1.5);
        for (var i = 0; i < 20; i++)
        {
            network.Health(first).Succeeded(0.1);
        }

        await ScoreAsync(network, leases, 3, 3);
        var soon = network.Tally.Snapshot().Orchestrator;
        _time.Advance(TimeSpan.FromSeconds(15));
        await ScoreAsync(network, leases, 3);

        Assert.Equal((second, first), (soon, network.Tally.Snapshot().Orchestrator));
    }

    [Fact]
    public async Task Timeouts_ThreeInARow_LeaveTheLease()
    {
        await using var network = await ScriptedNetwork.StartAsync(2, _time);
        await using var leases = network.Leases();
        var (first, second) = await ReadyAsync(network);

        await TimeoutAsync(leases, times: 3);

        Assert.Equal(second, network.Tally.Snapshot().Orchestrator);
        await Until.TrueAsync(() => network.At(first).Ended == 1, "the session that was left is ended");
    }

    [Fact]
    public async Task Timeouts_SuccessBetween_KeepTheLease()
    {
        await using var network = await ScriptedNetwork.StartAsync(2, _time);
        await using var leases = network.Leases();
        var (first, _) = await ReadyAsync(network);

        await TimeoutAsync(leases, times: 2);
        await ScoreAsync(network, leases, 0.5);
        await TimeoutAsync(leases, times: 2);

        Assert.Equal((first, 2, 0), (network.Tally.Snapshot().Orchestrator, network.Asked, network.At(first).Ended));
    }

    [Fact]
    public async Task Timeouts_SideBySide_CountOnce()
    {
        await using var network = await ScriptedNetwork.StartAsync(2, _time);
        await using var leases = network.Leases();
        var (first, _) = await ReadyAsync(network);
        using var use = (await leases.TakeAsync(Nobody, CancellationToken.None)).Use!;
        var begun = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(3));

        var counted = Enumerable.Range(0, 4).Select(_ => leases.TimedOut(use.Lease, begun)).ToList();

        Assert.Equal([true, false, false, false], counted);
        Assert.Equal(first, network.Tally.Snapshot().Orchestrator);
    }

    [Fact]
    public async Task Timeouts_StandbyKnownToBeGood_SwapsBeforeTheLeaseIsLeft()
    {
        await using var network = await ScriptedNetwork.StartAsync(2, _time);
        await using var leases = network.Leases();
        var (first, second) = await ReadyAsync(network);
        network.Health(second).Succeeded(0.2);

        await TimeoutAsync(leases, times: 2);

        Assert.Equal((second, first, 2), (network.Tally.Snapshot().Orchestrator, network.Tally.Snapshot().Standby, network.Asked));
    }

    [Fact]
    public async Task Take_StandbyReady_SaysWhichUseIsTheLast()
    {
        await using var network = await ScriptedNetwork.StartAsync(2, _time);
        await using var leases = network.Leases();
        _ = await ReadyAsync(network);
        using var first = (await leases.TakeAsync(Nobody, CancellationToken.None)).Use!;
        var tried = new HashSet<ListedOrchestrator> { first.Held.Lease.Orchestrator };

        using var second = leases.TakeHeld(tried)!;
        _ = tried.Add(second.Held.Lease.Orchestrator);
        using var third = leases.TakeHeld(tried)!;

        Assert.Equal((false, true), (first.IsLast, second.IsLast));
        Assert.Equal(first.Held, third.Held);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Orchestrator_Delisted_IsLeftWithinSeconds(bool inUse)
    {
        await using var network = await ScriptedNetwork.StartAsync(3, _time);
        await using var leases = network.Leases();
        var (first, second) = await ReadyAsync(network);

        var unwelcome = inUse ? first : second;
        await network.DelistAsync(unwelcome);
        await _time.RunUntilAsync(() => !Held(network).Any(held => held == unwelcome), "it is left");

        await Until.TrueAsync(() => network.At(unwelcome).Ended == 1, "the session there is ended");
        await Until.TrueAsync(() => network.Tally.Snapshot().Standby is not null, "there is a standby again");
        Assert.Equal(inUse ? second : first, network.Tally.Snapshot().Orchestrator);
        Assert.DoesNotContain(unwelcome, Held(network));
    }

    [Fact]
    public async Task Orchestrator_DelistedAndAlone_IsKept()
    {
        await using var network = await ScriptedNetwork.StartAsync(2, _time);
        await using var leases = network.Leases();
        var (first, second) = await ReadyAsync(network);
        await network.DelistAsync(second);
        await _time.RunUntilAsync(() => network.Tally.Snapshot().Standby is null, "the standby is left");

        await network.DelistAsync(first);
        var before = _time.GetUtcNow();
        await _time.RunUntilAsync(() => _time.GetUtcNow() - before > TimeSpan.FromSeconds(20), "the housekeeping came round some times");

        Assert.Equal((first, 0), (network.Tally.Snapshot().Orchestrator, network.At(first).Ended));
    }

    private static Uri?[] Held(ScriptedNetwork network) => [network.Tally.Snapshot().Orchestrator, network.Tally.Snapshot().Standby];

    private static async Task<(Uri? InUse, Uri? Standby)> ReadyAsync(ScriptedNetwork network)
    {
        await Until.TrueAsync(() => network.Tally.Snapshot().Standby is not null, "a standby is ready");
        return (network.Tally.Snapshot().Orchestrator, network.Tally.Snapshot().Standby);
    }

    private static async Task ScoreAsync(ScriptedNetwork network, StreamLeases leases, params double[] scores)
    {
        foreach (var score in scores)
        {
            using var use = (await leases.TakeAsync(Nobody, CancellationToken.None)).Use!;
            network.Health(use.Held.Uri).Succeeded(score);
            leases.Succeeded(use.Lease, (int)(score * 1000));
        }
    }

    private async Task TimeoutAsync(StreamLeases leases, int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var use = (await leases.TakeAsync(Nobody, CancellationToken.None)).Use!;
            var begun = _time.GetTimestamp();
            _time.Advance(TimeSpan.FromSeconds(1));
            _ = leases.TimedOut(use.Lease, begun);
        }
    }
}
