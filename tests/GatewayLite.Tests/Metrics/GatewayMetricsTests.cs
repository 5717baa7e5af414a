using System.Net;
using GatewayLite.Media.Rtmp;
using GatewayLite.Media.Segments;
using GatewayLite.Metrics;
using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Status;
using Prometheus;

namespace GatewayLite.Tests.Metrics;

public sealed class GatewayMetricsTests
{
    private static readonly IPEndPoint Remote = new(IPAddress.Loopback, 1);

    private readonly CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();

    [Fact]
    public async Task Connections_TurnedAwayUncounted_DoNotLowerTheGauge()
    {
        var metrics = Make();

        metrics.Count(new RtmpEvent.Opened(Remote));
        metrics.Count(new RtmpEvent.Closed(Remote, RtmpFault.TooManyConnections, "too many", 0, TimeSpan.Zero, null));

        Assert.Contains("gateway_lite_rtmp_connections 1\n", await TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codes_OfALaterSigner_ShareOneSeriesBeyondTheBound()
    {
        var metrics = Make();

        for (var i = 0; i < 200; i++)
        {
            metrics.Count(new PipelineEvent.PaymentRefused("s", PayerRefusalKind.Policy, $"code_{i}", TimeSpan.Zero));
        }

        var series = (await TextAsync()).Split('\n').Where(line => line.StartsWith("gateway_lite_payment_refusals_total{", StringComparison.Ordinal)).ToList();
        Assert.Equal(65, series.Count);
        Assert.Contains("gateway_lite_payment_refusals_total{code=\"other\"} 136", series);
    }

    [Fact]
    public void Label_UsedByManyAtOnce_KeepsItsBound()
    {
        var label = new BoundedLabel(8);

        Parallel.For(0, 10_000, i => label.Of($"value {i % 100}"));

        Assert.Equal(8, Enumerable.Range(0, 100).Count(i => label.Of($"value {i}") != BoundedLabel.Others));
    }

    private GatewayMetrics Make() => new(_registry, 10, "node", new SegmentMemory());

    private async Task<string> TextAsync()
    {
        using var stream = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
