using System.Globalization;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Isolation;

/// <summary>Reads from the gateway's metrics how long segments took, one by one as far as the scrapes are close enough together.</summary>
internal sealed class SegmentLatencies(LiveNetwork network)
{
    private const string Metric = "livepeer_transcode_overall_latency_seconds";

    /// <summary>Latencies in seconds of the next segments to be done.</summary>
    public async Task<IReadOnlyList<double>> NextAsync(int segments)
    {
        var latencies = new List<double>();
        var earlier = await ReadAsync();
        _ = await Wait.ForAsync(
            $"{segments} transcoded segments",
            async () =>
            {
                var now = await ReadAsync();
                var done = (int)(now.Count - earlier.Count);
                if (done > 0)
                {
                    latencies.AddRange(Enumerable.Repeat((now.Sum - earlier.Sum) / done, done));
                    earlier = now;
                }

                return latencies.Count;
            },
            count => count >= segments);
        return latencies;
    }

    private async Task<(double Sum, double Count)> ReadAsync()
    {
        var text = await network.Http.GetStringAsync(new Uri(network.Network.GatewayControl, "metrics"));
        return (Total(text, "_sum"), Total(text, "_count"));
    }

    private static double Total(string text, string suffix) =>
        text.Split('\n')
            .Where(line => line.StartsWith(Metric + suffix, StringComparison.Ordinal))
            .Sum(line => double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture));
}
