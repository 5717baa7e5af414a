using GatewayLite.Pipelines.Tests.Support;
using GatewayLite.Pipelines.Video;

namespace GatewayLite.Pipelines.Tests.Video;

public sealed class SlowNetworkTests
{
    private readonly ListedSource _source = new();
    private readonly CollectingSink _sink = new();

    [Fact]
    public async Task Stream_NobodyIsFastEnough_OpensNoFurtherSession()
    {
        await using var network = await ScriptedNetwork.StartAsync(3);
        foreach (var one in network.Orchestrators)
        {
            one.IsStalled = true;
        }

        await using var sessions = network.Sessions(new VideoOptions { MinSegmentBudget = TimeSpan.FromSeconds(1.5), SegmentBudgetFactor = 1 });
        var stream = Assert.IsType<VideoStart.Started>(sessions.Start(network.Order, _source, _sink)).Stream;
        await Until.TrueAsync(() => stream.Status.Standby is not null, "a standby is ready");

        _source.Add(0, duration: TimeSpan.FromSeconds(0.5));
        await Until.TrueAsync(() => _sink.Outcomes.Count == 1, "the first segment is decided");
        _source.Add(1, duration: TimeSpan.FromSeconds(0.5));
        await Until.TrueAsync(() => _sink.Outcomes.Count == 2, "the second segment is decided");

        Assert.All(_sink.Outcomes, static outcome => Assert.Equal(LossReason.AttemptsFailed, Assert.IsType<SegmentOutcome.Lost>(outcome).Reason));
        Assert.True(network.Asked <= 3, $"{network.Asked} sessions were asked for");
    }
}
