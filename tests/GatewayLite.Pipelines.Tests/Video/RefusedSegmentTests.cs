using GatewayLite.Pipelines.Tests.Support;
using GatewayLite.Pipelines.Video;
using Livepeer.Orchestrators.Health;
using Livepeer.Protos.Net;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLite.Pipelines.Tests.Video;

public sealed class RefusedSegmentTests
{
    private readonly ListedSource _source = new();
    private readonly CollectingSink _sink = new();

    [Fact]
    public async Task Credentials_RefusedByOne_GoToAnotherAndBlameNobody()
    {
        await using var network = await ScriptedNetwork.StartAsync(2);
        await using var sessions = network.Sessions(new VideoOptions());
        var stream = Start(sessions, network);
        await ReadyAsync(stream);
        var first = stream.Status.Orchestrator;
        network.At(first).Refuses = (403, "ErrSegSig");

        await DecideAsync(0);

        _ = Assert.IsType<SegmentOutcome.Transcoded>(_sink.Of(0));
        Assert.NotEqual(first, stream.Status.Orchestrator);
        Assert.Equal((CircuitState.Closed, 0.0), (network.Health(first).State.Circuit, network.Health(first).State.ErrorRate));
    }

    [Fact]
    public async Task Credentials_RefusedByTwo_AreBelievedAndOpenNoFurtherSessions()
    {
        await using var network = await ScriptedNetwork.StartAsync(3);
        foreach (var one in network.Orchestrators)
        {
            one.Refuses = (402, "illegal base64");
        }

        await using var sessions = network.Sessions(new VideoOptions());
        var stream = Start(sessions, network);
        await ReadyAsync(stream);
        await DecideAsync(0);
        var sent = network.Orchestrators.Sum(static one => one.Segments);
        await ReadyAsync(stream);
        var asked = network.Asked;

        await DecideAsync(1);
        await DecideAsync(2);

        Assert.All(_sink.Outcomes, static outcome => Assert.Equal(LossReason.PaymentRefused, Assert.IsType<SegmentOutcome.Lost>(outcome).Reason));
        Assert.Equal((2, 4, asked), (sent, network.Orchestrators.Sum(static one => one.Segments), network.Asked));
    }

    [Fact]
    public async Task Input_RefusedTwiceInARow_LeavesTheOrchestrator()
    {
        await using var network = await ScriptedNetwork.StartAsync(2);
        await using var sessions = network.Sessions(new VideoOptions());
        var stream = Start(sessions, network);
        await ReadyAsync(stream);
        var first = stream.Status.Orchestrator;
        network.At(first).OnSegment = static sequence => new TranscodeResult { Seq = sequence, Error = "Decoder not found" };

        await DecideAsync(0);
        var between = stream.Status.Orchestrator;
        await DecideAsync(1);
        await DecideAsync(2);

        Assert.Equal(first, between);
        _ = Assert.IsType<SegmentOutcome.Transcoded>(_sink.Of(2));
    }

    [Fact]
    public async Task Stream_StoppedDuringAProbe_GivesTheProbeBack()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var network = await ScriptedNetwork.StartAsync(1, time);
        var only = network.Orchestrators[0];
        only.IsStalled = true;
        network.Health(only.Uri).Failed(OrchestratorFault.Busy);
        time.Advance(TimeSpan.FromSeconds(10));
        await using var sessions = network.Sessions(new VideoOptions());
        var stream = Start(sessions, network);
        _source.Add(0);
        await Until.TrueAsync(() => only.Segments == 1, "the segment is at the orchestrator");
        Assert.False(network.Health(only.Uri).TryEnter());

        await stream.StopAsync();

        Assert.True(network.Health(only.Uri).TryEnter());
    }

    private static Task ReadyAsync(VideoStream stream) => Until.TrueAsync(() => stream.Status is { Orchestrator: not null, Standby: not null }, "orchestrator and standby are ready");

    private VideoStream Start(VideoSessions sessions, ScriptedNetwork network) => Assert.IsType<VideoStart.Started>(sessions.Start(network.Order, _source, _sink)).Stream;

    private Task DecideAsync(int sequence)
    {
        _source.Add(sequence);
        return Until.TrueAsync(() => _sink.Outcomes.Count == sequence + 1, $"segment {sequence} is decided");
    }
}
