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

        await using var sessions = network.Sessions(new VideoOptions());
        var stream = Assert.IsType<VideoStart.Started>(sessions.Start(network.Order, _source, _sink)).Stream;
        await Until.TrueAsync(() => stream.Status.Standby is not null, "a standby is ready");

        await DecideAsync(network, stream, 0);
        await DecideAsync(network, stream, 1);

        Assert.All(_sink.Outcomes, static outcome => Assert.Equal(LossReason.AttemptsFailed, Assert.IsType<SegmentOutcome.Lost>(outcome).Reason));
        Assert.True(network.Asked <= 3, $"{network.Asked} sessions were asked for");
    }

    /// <summary>Each attempt runs out of time once its segment is at an orchestrator. A standby that is being looked for is not: it would seem to be slow as well.</summary>
    private async Task DecideAsync(ScriptedNetwork network, VideoStream stream, int sequence)
    {
        var seen = network.Segments;
        _source.Add(sequence);
        while (_sink.Outcomes.Count == sequence)
        {
            await Until.TrueAsync(() => (network.Segments > seen && stream.Status.Standby is not null) || _sink.Outcomes.Count > sequence, "the segment is at an orchestrator or decided");
            seen = network.Segments;
            network.Time.Advance(TimeSpan.FromSeconds(2));
        }
    }
}
