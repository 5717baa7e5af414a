namespace Conformance.Tests.Strangers;

/// <summary>A client that knows nothing of us, our signer, and an orchestrator that judges every ticket.</summary>
public sealed class StrangersClientTests
{
    private static readonly TimeSpan Cycle = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Job_PaidForTwoMinutes_IsPaidInFullAndAlive()
    {
        await using var network = await StrangersNetwork.StartAsync();
        using var client = new StrangersClient(network.Signer.Address, network.Orchestrator.ServiceUri, network.Signer.Time);
        await client.StartAsync(StrangersNetwork.Model, CancellationToken.None);
        var info = await client.AskAsync(StrangersNetwork.Model, CancellationToken.None);

        var paid = 0;
        for (var i = 0; i < 24; i++)
        {
            network.Pass(Cycle);
            paid += await client.ContinueAsync(info, StrangersNetwork.Model, CancellationToken.None) ? 1 : 0;
        }

        var statistics = await network.StatisticsAsync();
        Assert.InRange(paid, 10, 24);
        Assert.Equal(0, statistics.GetProperty("nonceViolations").GetInt64());
        var session = statistics.GetProperty("sessions")[0];
        Assert.True(!session.TryGetProperty("closeReason", out var reason) || reason.ValueKind == System.Text.Json.JsonValueKind.Null, session.GetRawText());
    }

    [Fact]
    public async Task OldParameters_AskedWith_AreRefreshedWithTheSameState()
    {
        await using var network = await StrangersNetwork.StartAsync();
        using var client = new StrangersClient(network.Signer.Address, network.Orchestrator.ServiceUri, network.Signer.Time);
        await client.StartAsync(StrangersNetwork.Model, CancellationToken.None);
        var info = await client.AskAsync(StrangersNetwork.Model, CancellationToken.None);
        var before = client.Refreshes;

        // 40 blocks of 12 seconds.
        network.Pass(TimeSpan.FromMinutes(8));

        Assert.True(await client.ContinueAsync(info, StrangersNetwork.Model, CancellationToken.None));
        Assert.Equal(1, client.Refreshes - before);
    }

    [Fact]
    public async Task EndlessRefreshes_OfAnOrchestratorWithAWrongClock_EndAfterThree()
    {
        await using var network = await StrangersNetwork.StartAsync();
        network.Signer.Time.Advance(TimeSpan.FromHours(1));
        using var client = new StrangersClient(network.Signer.Address, network.Orchestrator.ServiceUri, network.Signer.Time);

        var refused = await Assert.ThrowsAsync<SignerRefusedException>(() => client.StartAsync(StrangersNetwork.Model, CancellationToken.None));

        Assert.Equal((480, 4), (refused.Status, client.Refreshes));
    }

    [Fact]
    public async Task NothingDue_InACycle_KeepsTheState()
    {
        await using var network = await StrangersNetwork.StartAsync();
        using var client = new StrangersClient(network.Signer.Address, network.Orchestrator.ServiceUri, network.Signer.Time);
        await client.StartAsync(StrangersNetwork.Model, CancellationToken.None);
        var info = await client.AskAsync(StrangersNetwork.Model, CancellationToken.None);
        while (await client.ContinueAsync(info, StrangersNetwork.Model, CancellationToken.None))
        {
        }

        var state = client.State;
        Assert.False(await client.ContinueAsync(info, StrangersNetwork.Model, CancellationToken.None));
        Assert.Equal(state, client.State);

        network.Pass(TimeSpan.FromSeconds(20));
        Assert.True(await client.ContinueAsync(info, StrangersNetwork.Model, CancellationToken.None));
        Assert.NotEqual(state, client.State);
    }

    [Fact]
    public async Task LostAnswer_AfterFiveSeconds_IsGivenAgainAndPaidOnce()
    {
        await using var network = await StrangersNetwork.StartAsync();
        using var way = new LosingWay();
        using var client = new StrangersClient(network.Signer.Address, network.Orchestrator.ServiceUri, network.Signer.Time, way);
        await client.StartAsync(StrangersNetwork.Model, CancellationToken.None);
        var info = await client.AskAsync(StrangersNetwork.Model, CancellationToken.None);
        network.Pass(TimeSpan.FromSeconds(10));
        way.IsLosing = true;

        var lost = client.ContinueAsync(info, StrangersNetwork.Model, CancellationToken.None);
        await way.Lost;
        network.Pass(Cycle);
        await Assert.ThrowsAsync<TimeoutException>(() => lost);
        Assert.True(await client.ContinueAsync(info, StrangersNetwork.Model, CancellationToken.None));

        Assert.Contains(client.State!, way.LostBody!, StringComparison.Ordinal);
        Assert.Equal(0, (await network.StatisticsAsync()).GetProperty("nonceViolations").GetInt64());
    }
}
