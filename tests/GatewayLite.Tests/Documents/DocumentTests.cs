using System.Net;
using GatewayLite.Configuration;
using GatewayLite.Media.Rtmp;
using GatewayLite.Media.Segments;
using GatewayLite.Media.Timeline;
using GatewayLite.Media.Ts;
using GatewayLite.Metrics;
using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Status;
using GatewayLite.Pipelines.Video;
using Livepeer.Payments.Money;
using Microsoft.Extensions.Time.Testing;
using TestKit.Documents;

namespace GatewayLite.Tests.Documents;

/// <summary>Documents say what the program says. To bring them up to date: UPDATE_DOCS=1 dotnet test tests/GatewayLite.Tests --filter Documents.</summary>
public sealed class DocumentTests
{
    [Fact]
    public void Configuration_ComparedWithTheOptionTable_IsInStep() =>
        Document.AssertInStep("operations/configuration.md", "gateway-lite", OptionTables.Text(GatewayOptionTable.Table));

    [Fact]
    public async Task Metrics_AfterOneOfEverything_AreInStep()
    {
        var registry = Prometheus.Metrics.NewCustomRegistry();
        var metrics = new GatewayMetrics(registry, 10, "node", new SegmentMemory());
        foreach (var happened in OneOfEach())
        {
            metrics.Count(happened);
        }

        var remote = new IPEndPoint(IPAddress.Loopback, 1);
        using var streams = new LiveStreams(new LiveStreamsOptions(), new FakeTimeProvider());
        var publication = streams.Open(new StreamOpening("movie", [])).Publication!;
        metrics.Count(new RtmpEvent.Warned(remote, publication, InputWarning.AudioCodecDropped, string.Empty));
        metrics.Count(new RtmpEvent.Closed(remote, RtmpFault.ConnectionLost, string.Empty, 1, TimeSpan.Zero, null));

        using var stream = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(stream);
        Document.AssertInStep("operations/metrics.md", "gateway-lite", MetricTable.Text(System.Text.Encoding.UTF8.GetString(stream.ToArray()), "livepeer_", "gateway_lite_"));
    }

    private static IEnumerable<PipelineEvent> OneOfEach()
    {
        var (orchestrator, second) = (new Uri("https://127.0.0.1:1"), TimeSpan.FromSeconds(1));
        yield return new PipelineEvent.StreamStarted("s");
        yield return new PipelineEvent.SegmentRead("s", second, 1);
        yield return new PipelineEvent.SegmentUploaded("s", orchestrator, second);
        yield return new PipelineEvent.SegmentTranscoded("s", orchestrator, "P240", second, second, second, second, 1, 1);
        yield return new PipelineEvent.SegmentLost("s", LossReason.NoOrchestrator);
        yield return new PipelineEvent.AttemptFailed("s", orchestrator, "busy");
        yield return new PipelineEvent.Failover("s", orchestrator, orchestrator);
        yield return new PipelineEvent.Paid("s", 1, new Rational(1), second);
        yield return new PipelineEvent.PaymentRefused("s", PayerRefusalKind.Policy, "code", second);
        yield return new PipelineEvent.AiEnded("text-to-image", "model", null, second, 1, 1, Rational.Zero);
        yield return new PipelineEvent.AiTurnedAway("text-to-image");
        yield return new PipelineEvent.SettlementsDropped(1);
        yield return new PipelineEvent.StreamEnded("s");
    }
}
