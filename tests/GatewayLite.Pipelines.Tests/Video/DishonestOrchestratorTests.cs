using GatewayLite.Pipelines.Dispatch;
using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Status;
using GatewayLite.Pipelines.Tests.Support;
using GatewayLite.Pipelines.Video;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Catalog;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Selection;
using Livepeer.Orchestrators.Sources;
using Livepeer.Protos.Net;
using Microsoft.Extensions.Logging.Abstractions;
using VideoProfile = Livepeer.Payments.Jobs.VideoProfile;

namespace GatewayLite.Pipelines.Tests.Video;

public sealed class DishonestOrchestratorTests
{
    private readonly ListedSource _source = new();
    private readonly CollectingSink _sink = new();

    [Fact]
    public async Task Rendition_AtItsOwnUrl_IsDeliveredUnpaid()
    {
        await using var orchestrator = new ScriptedOrchestrator();
        await RunAsync(orchestrator, sequence => orchestrator.Made(sequence, "/made/0.ts", pixels: 426 * 240 * 60));

        Assert.Equal("rendition"u8.ToArray(), Assert.IsType<SegmentOutcome.Transcoded>(_sink.Of(0)).Renditions[0].Data.ToArray());
    }

    [Theory]
    [InlineData("https://elsewhere.example/made/0.ts")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("http://user@127.0.0.1/made/0.ts")]
    [InlineData("file:///etc/passwd")]
    public async Task Rendition_AtAForeignUrl_IsNotFetched(string url)
    {
        await using var orchestrator = new ScriptedOrchestrator();
        await RunAsync(orchestrator, sequence => new TranscodeResult { Seq = sequence, Data = new TranscodeData { Segments = { new TranscodedSegmentData { Url = url, Pixels = 1 } } } });

        Assert.Contains("URL is refused", Assert.IsType<SegmentOutcome.Lost>(_sink.Of(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rendition_BilledForAbsurdPixels_IsRefused()
    {
        await using var orchestrator = new ScriptedOrchestrator();
        await RunAsync(orchestrator, sequence => orchestrator.Made(sequence, "/made/0.ts", pixels: 1_000_000_000_000));

        Assert.Contains("other renditions or pixels", Assert.IsType<SegmentOutcome.Lost>(_sink.Of(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ForAnotherSegment_IsRefused()
    {
        await using var orchestrator = new ScriptedOrchestrator();
        await RunAsync(orchestrator, sequence => orchestrator.Made(sequence + 1, "/made/0.ts"));

        _ = Assert.IsType<SegmentOutcome.Lost>(_sink.Of(0));
    }

    [Fact]
    public async Task Segment_ThatNobodyCanDecode_IsTriedOnce()
    {
        var asked = 0;
        await using var orchestrator = new ScriptedOrchestrator();
        await RunAsync(orchestrator, sequence =>
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
        await using var orchestrator = new ScriptedOrchestrator();
        await RunAsync(orchestrator, sequence => orchestrator.Made(sequence, "/made/0.ts"));

        Assert.Equal(1, orchestrator.Ended);
    }

    private async Task RunAsync(ScriptedOrchestrator orchestrator, Func<long, TranscodeResult> answer)
    {
        await orchestrator.StartAsync();
        orchestrator.OnSegment = answer;
        var payer = new FreePayer();
        var access = new NetworkAccess([]);
        using var client = new OrchestratorClient(payer, access, TimeProvider.System);
        using var directory = new OrchestratorDirectory(
            client, [new StaticOrchestratorSource([orchestrator.Uri])], new DirectoryOptions(), new LatencySelection(0), new Random(7), TimeProvider.System, NullLogger<OrchestratorDirectory>.Instance);
        await directory.RefreshAsync(CancellationToken.None);
        var options = new VideoOptions { MinSegmentBudget = TimeSpan.FromSeconds(2), SegmentBudgetFactor = 1 };
        await using var sessions = new VideoSessions(options, new OrchestratorNetwork(client, directory, access), payer, PipelineMeter.Silent, TimeProvider.System, NullLoggerFactory.Instance);
        var order = new VideoStreamOrder("a", "movie", [new VideoProfile("P240p30fps16x9", 426, 240, 600_000, 30)], IngestKind.Live);
        var stream = Assert.IsType<VideoStart.Started>(sessions.Start(order, _source, _sink)).Stream;
        _source.Add(0);
        _source.End();
        await stream.Completion;
    }
}
