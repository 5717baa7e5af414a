using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Isolation;

/// <summary>
/// Video and AI share a gateway, orchestrators and a signer, and nothing else. Orchestrators answer everything late by a fixed time, so that what is
/// compared is large beside the noise of a busy machine; one waiting for the other would cost seconds.
/// </summary>
[Collection(nameof(QuickNetwork))]
public sealed class FloodTests(QuickNetwork shared)
{
    private const double MostTimesSlower = 2;
    // A tenth of what two busy cores were seen to send meanwhile.
    private const long LeastFloodBytes = 50_000_000;
    private const int Segments = 12;
    private const int Images = 7;
    private const string Late = """{"delayMillis":300}""";
    private const string LateAndDeafToAi = """{"delayMillis":300,"stall":{"scopes":["ai"]}}""";

    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task AiFlood_OfUploadsThatNobodyReads_DoesNotDelayVideo()
    {
        var network = await shared.UseAsync();
        try
        {
            await network.FaultAllAsync(Late);
            await using var first = await network.PublishAsync("calm-1");
            await using var second = await network.PublishAsync("calm-2");
            _ = await network.UntilAsync("calm-1", "renditions", stream => stream.RenditionSegments >= 2);
            _ = await network.UntilAsync("calm-2", "renditions", stream => stream.RenditionSegments >= 2);
            var latencies = new SegmentLatencies(network);
            var without = Median(await latencies.NextAsync(Segments));

            await network.FaultAllAsync(LateAndDeafToAi);
            await using var flood = new AiFlood(network);
            var before = await Wait.ForAsync("the flood to reach the orchestrators", network.LookAsync, seen => seen.Ai.InFlight >= 8);
            var sentBefore = flood.SentBytes;
            var with = Median(await latencies.NextAsync(Segments));
            var after = await network.LookAsync();

            var figures = string.Create(
                CultureInfo.InvariantCulture,
                $"median segment {without:0.000} s without and {with:0.000} s with the flood of {(flood.SentBytes - sentBefore) / 1e6:0} MB and {after.Ai.Jobs - before.Ai.Jobs} jobs, {after.Ai.InFlight} of them under way");
            Assert.True(with < MostTimesSlower * without, figures);
            Assert.True(flood.SentBytes - sentBefore >= LeastFloodBytes && after.Ai.Jobs > before.Ai.Jobs, "The flood ebbed away: " + figures);
            Assert.All(after.Streams.Where(stream => stream.Live), stream => Assert.Equal((0, 0), (stream.Gaps, stream.Failovers)));
        }
        finally
        {
            await network.EndFaultsAsync();
        }
    }

    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task FourStreams_AtOnce_DoNotDelayAi()
    {
        var network = await shared.UseAsync();
        try
        {
            await network.FaultAllAsync(Late);
            var without = Median(await ImagesAsync(network));
            var publishers = await Task.WhenAll(Enumerable.Range(1, 4).Select(number => network.PublishAsync(string.Create(CultureInfo.InvariantCulture, $"load-{number}"))));
            try
            {
                foreach (var number in Enumerable.Range(1, 4))
                {
                    _ = await network.UntilAsync(string.Create(CultureInfo.InvariantCulture, $"load-{number}"), "renditions", stream => stream.RenditionSegments >= 1);
                }

                var with = Median(await ImagesAsync(network));

                Assert.True(with < MostTimesSlower * without, string.Create(CultureInfo.InvariantCulture, $"median image {without:0.000} s without and {with:0.000} s beside four streams"));
            }
            finally
            {
                await Task.WhenAll(publishers.Select(publisher => publisher.DisposeAsync().AsTask()));
            }
        }
        finally
        {
            await network.EndFaultsAsync();
        }
    }

    /// <summary>Seconds that each of some images took, one after the other.</summary>
    private static async Task<IReadOnlyList<double>> ImagesAsync(LiveNetwork network)
    {
        var time = TimeProvider.System;
        var took = new List<double>();
        while (took.Count < Images)
        {
            var began = time.GetTimestamp();
            using var body = JsonContent.Create(JsonElement.Parse("""{"prompt":"a lighthouse","width":64,"height":64}"""));
            using var answer = await network.PatientHttp.PostAsync(new Uri(network.Network.GatewayHttp, "text-to-image"), body);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            took.Add(time.GetElapsedTime(began).TotalSeconds);
        }

        return took;
    }

    private static double Median(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);
}
