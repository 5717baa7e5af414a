using GatewayLite.Pipelines.Tests.Support;
using GatewayLite.Pipelines.Video;
using Livepeer.Protos.Net;
using TestKit.Clocks;

namespace GatewayLite.Pipelines.Tests.Video;

public sealed class DishonestOrchestratorTests
{
    private readonly ListedSource _source = new();
    private readonly CollectingSink _sink = new();
    private ScriptedOrchestrator? _orchestrator;

    [Fact]
    public async Task Rendition_AtItsOwnUrl_IsDeliveredUnpaid()
    {
        await RunAsync((orchestrator, sequence) => orchestrator.Made(sequence, "/made/0.ts", pixels: 426 * 240 * 60));

        Assert.Equal("rendition"u8.ToArray(), Assert.IsType<SegmentOutcome.Transcoded>(_sink.Of(0)).Renditions[0].Data.ToArray());
    }

    [Theory]
    [InlineData("https://elsewhere.example/made/0.ts")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("http://user@127.0.0.1/made/0.ts")]
    [InlineData("file:///etc/passwd")]
    public async Task Rendition_AtAForeignUrl_IsNotFetched(string url)
    {
        await RunAsync((_, sequence) => new TranscodeResult { Seq = sequence, Data = new TranscodeData { Segments = { new TranscodedSegmentData { Url = url, Pixels = 1 } } } });

        Assert.Contains("URL is refused", Assert.IsType<SegmentOutcome.Lost>(_sink.Of(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rendition_BilledForAbsurdPixels_IsRefused()
    {
        await RunAsync((orchestrator, sequence) => orchestrator.Made(sequence, "/made/0.ts", pixels: 1_000_000_000_000));

        Assert.Contains("other renditions or pixels", Assert.IsType<SegmentOutcome.Lost>(_sink.Of(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ForAnotherSegment_IsRefused()
    {
        await RunAsync((orchestrator, sequence) => orchestrator.Made(sequence + 1, "/made/0.ts"));

        _ = Assert.IsType<SegmentOutcome.Lost>(_sink.Of(0));
    }

    [Fact]
    public async Task Segment_ThatNobodyCanDecode_IsTriedOnce()
    {
        var asked = 0;
        await RunAsync((_, sequence) =>
        {
            asked++;
            return new TranscodeResult { Seq = sequence, Error = "Decoder not found" };
        });

        Assert.Equal(LossReason.BadSegment, Assert.IsType<SegmentOutcome.Lost>(_sink.Of(0)).Reason);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Stream_Ended_EndsItsSessionThere()
    {
        await RunAsync((orchestrator, sequence) => orchestrator.Made(sequence, "/made/0.ts"));

        Assert.Equal(1, _orchestrator!.Ended);
    }

    private async Task RunAsync(Func<ScriptedOrchestrator, long, TranscodeResult> answer)
    {
        await using var network = await ScriptedNetwork.StartAsync(1);
        _orchestrator = network.Orchestrators[0];
        _orchestrator.OnSegment = sequence => answer(_orchestrator, sequence);
        await using var sessions = network.Sessions(new VideoOptions());
        var stream = Assert.IsType<VideoStart.Started>(sessions.Start(network.Order, _source, _sink)).Stream;
        _source.Add(0);
        await Until.TrueAsync(() => _sink.Outcomes.Count == 1 || stream.Status.LastError is not null, "an answer was judged");

        // Whoever was dishonest is not asked again; the segment waits for somebody else until its time is over.
        await network.Time.RunUntilAsync(() => _sink.Outcomes.Count == 1, "the segment is decided");
        _source.End();
        await stream.Completion;
    }
}
