using System.Net;
using GatewayLite.Media.Rtmp;
using GatewayLite.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace GatewayLite.Tests.Ingest;

public sealed class PublishingTests
{
    private const string Preset = "P240p30fps16x9";

    [ProgramFact("ffmpeg")]
    public async Task Stream_PublishedOverRtmp_IsTranscodedAndPlayed()
    {
        await using var orchestrator = await Orchestrators.FreeAsync();
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.ReadyAsync(folder, ("orchAddr", orchestrator.ServiceUri.AbsoluteUri), ("transcodingOptions", Preset));
        await using var encoder = Encoder.Start(gateway.PublishUrl("movie"));

        await Eventually.HoldsAsync(async () => await RenditionSegmentAsync(gateway) is not null, "a segment of the rendition is listed");

        var segment = await gateway.Http.GetByteArrayAsync(new Uri((await RenditionSegmentAsync(gateway))!, UriKind.Relative));
        Assert.Equal(0x47, segment[0]);
        var stream = Assert.Single((await gateway.StatusAsync()).GetProperty("streams").EnumerateArray());
        Assert.True(stream.GetProperty("renditionSegments").GetInt32() > 0);
        await Eventually.HoldsAsync(async () => await OrchestratorAsync(gateway) == orchestrator.ServiceUri.Authority, "the orchestrator in use is told");
        Assert.Equal(1, await gateway.MetricAsync("livepeer_stream_created_total"));
        Assert.Equal(1, await gateway.MetricAsync("gateway_lite_rtmp_connections"));
        Assert.True(await gateway.MetricAsync("livepeer_segment_transcoded_total") > 0);
    }

    [ProgramFact("ffmpeg")]
    public async Task Stream_PaidByTheSigner_IsTranscodedForRealTickets()
    {
        await using var orchestrator = await Orchestrators.PaidAsync();
        await using var signer = await PayingSigner.StartAsync(orchestrator.ServiceUri);
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.ReadyAsync(
            folder, ("free", "false"), ("remoteSignerUrl", signer.Endpoint), ("signer-token", signer.WriteToken(folder)), ("orchAddr", string.Empty), ("transcodingOptions", Preset));
        await using var encoder = Encoder.Start(gateway.PublishUrl("movie"));

        await Eventually.HoldsAsync(async () => await RenditionSegmentAsync(gateway) is not null, "a segment of the rendition is listed");
        using var image = await gateway.DoneJobAsync("""{"prompt":"a lighthouse","width":64,"height":64}""");

        Assert.Equal(signer.Sender.ToString(), (await gateway.StatusAsync()).GetProperty("sender").GetString());
        var stats = orchestrator.Stats();
        Assert.True(stats.TicketsAccepted > 0);
        Assert.Equal((0L, 0L), (stats.TicketsRejected, stats.NonceViolations));
        Assert.True(await gateway.MetricAsync("livepeer_tickets_sent") > 0);
        Assert.DoesNotContain(gateway.Logs.All, line => line.Contains(signer.Token, StringComparison.Ordinal));
    }

    [ProgramFact("ffmpeg")]
    public async Task Key_WhereKeysAreWanted_DecidesWhoPublishes()
    {
        using var folder = new GatewayFolder();
        var key = folder.AddKey("movie");
        await using var gateway = await RunningGateway.StartAsync(folder, ("stream-keys", folder.KeyFile));

        await using var wrong = Encoder.Start(gateway.PublishUrl("movie", "lpk_wrong-secret"));
        await using var none = Encoder.Start(gateway.PublishUrl("movie"));
        Assert.Contains("key for movie is missing or wrong", await wrong.EndAsync(), StringComparison.Ordinal);
        Assert.NotEmpty(await none.EndAsync());
        Assert.Empty(gateway.Streams.List());
        await using var right = Encoder.Start(gateway.PublishUrl("movie", key));
        await Eventually.HoldsAsync(() => gateway.Streams.Find("movie") is { IsLive: true }, "the stream is live");

        Assert.DoesNotContain(gateway.Logs.All, line => line.Contains(key, StringComparison.Ordinal) || line.Contains("wrong-secret", StringComparison.Ordinal));
        Assert.Contains("/live/demo/KEY", (await Json.GetAsync(gateway.Http, "/streams")).GetProperty("ingest").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publisher_AtAFullGateway_IsDeniedWithTheReason()
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder, ("maxSessions", "1"));
        await gateway.OpenAsync("first");

        var second = Assert.IsType<PublishDecision.Denied>(await AskAsync(gateway, "second"));
        var again = Assert.IsType<PublishDecision.NameInUse>(await AskAsync(gateway, "first"));
        var nameless = Assert.IsType<PublishDecision.Denied>(await AskAsync(gateway, string.Empty));

        Assert.Contains("-maxSessions", second.Reason, StringComparison.Ordinal);
        Assert.Contains("Somebody is publishing first", again.Reason, StringComparison.Ordinal);
        Assert.Contains("names no stream", nameless.Reason, StringComparison.Ordinal);
    }

    private static async Task<PublishDecision> AskAsync(RunningGateway gateway, string stream) => await gateway.Host.Services.GetRequiredService<IPublishGate>().AuthorizeAsync(
        new PublishRequest(new(stream, string.Empty), "rtmp://made-up", string.Empty, new IPEndPoint(IPAddress.Loopback, 1)), CancellationToken.None);

    /// <summary>Whom the one stream uses; null between two leases.</summary>
    private static async Task<string?> OrchestratorAsync(RunningGateway gateway) =>
        Assert.Single((await gateway.StatusAsync()).GetProperty("streams").EnumerateArray()).GetProperty("transcoding").GetProperty("orchestrator").GetString() is { } uri
            ? new Uri(uri).Authority
            : null;

    /// <summary>Path of the first listed segment that is no gap; null while there is none.</summary>
    private static async Task<string?> RenditionSegmentAsync(RunningGateway gateway)
    {
        using var response = await gateway.Http.GetAsync(new Uri($"/stream/movie/{Preset}.m3u8", UriKind.Relative));
        if (!response.IsSuccessStatusCode)
        {
            return null;
        }

        var lines = (await response.Content.ReadAsStringAsync()).Split('\n');
        return lines.Where((line, i) => line.StartsWith("/stream/", StringComparison.Ordinal) && lines[i - 2] != "#EXT-X-GAP").FirstOrDefault();
    }
}
