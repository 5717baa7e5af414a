using System.Net;
using GatewayLite.Media.Timeline;
using GatewayLite.Tests.Support;

namespace GatewayLite.Tests.Playback;

public sealed class PlaybackTests
{
    private static readonly byte[] Large = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i % 251))];

    [Theory]
    [InlineData("/stream/movie.m3u8")]
    [InlineData("/stream/movie/source.m3u8")]
    [InlineData("/stream/movie/source/0.ts")]
    [InlineData("/stream/request/picture.png")]
    public async Task Path_OfNothing_IsAbsentAndNotRemembered(string path)
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);

        using var response = await GetAsync(gateway, path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
        AssertOpen(response);
    }

    [Fact]
    public async Task Playlists_OfALiveStream_LeadToItsSegments()
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);
        var publication = await gateway.PublishAsync("movie", [1, 2, 3], [4, 5]);

        using var master = await GetAsync(gateway, "/stream/movie.m3u8");
        using var media = await GetAsync(gateway, "/stream/movie/source.m3u8");

        foreach (var response in new[] { master, media })
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("application/x-mpegURL", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.CacheControl?.MaxAge);
            AssertOpen(response);
        }

        Assert.Contains("movie/source.m3u8\n", await master.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var text = await media.Content.ReadAsStringAsync();
        Assert.Contains($"/stream/movie/source/0.ts?v={publication.PublishId}\n", text, StringComparison.Ordinal);
        Assert.Contains($"/stream/movie/source/1.ts?v={publication.PublishId}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ENDLIST", text, StringComparison.Ordinal);
        using var unknown = await GetAsync(gateway, "/stream/movie/P240.m3u8");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Playlist_AfterTheEnd_SaysSo()
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);
        (await gateway.PublishAsync("movie", [1])).End(EndReason.PublisherFinished);

        Assert.EndsWith("#EXT-X-ENDLIST\n", await gateway.Http.GetStringAsync("/stream/movie/source.m3u8"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Segment_UnderItsPublication_IsKeptForEver()
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);
        var publication = await gateway.PublishAsync("movie", Large);
        var path = $"/stream/movie/source/0.ts?v={publication.PublishId}";

        using var response = await GetAsync(gateway, path);
        using var head = await gateway.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

        Assert.Equal(Large, await response.Content.ReadAsByteArrayAsync());
        foreach (var answer in new[] { response, head })
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("video/mp2t", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal(Large.Length, answer.Content.Headers.ContentLength);
            Assert.Contains("immutable", Assert.Single(answer.Headers.GetValues("Cache-Control")), StringComparison.Ordinal);
            AssertOpen(answer);
        }

        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Segment_OfAnotherPublication_IsAbsent()
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);
        await gateway.PublishAsync("movie", Large);

        using var response = await GetAsync(gateway, "/stream/movie/source/0.ts?v=00000000x");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Segment_WithoutItsPublication_IsKeptForSecondsOnly()
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);
        await gateway.PublishAsync("movie", Large);

        using var response = await GetAsync(gateway, "/stream/movie/source/0.ts");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("max-age=5", Assert.Single(response.Headers.GetValues("Cache-Control")));
    }

    [Theory]
    [InlineData("-1.ts")]
    [InlineData("+0.ts")]
    [InlineData("%200.ts")]
    [InlineData("0x0.ts")]
    [InlineData(".ts")]
    [InlineData("0.mp4")]
    [InlineData("99999999999999999999.ts")]
    [InlineData("7.ts")]
    public async Task Segment_ByAnOddName_IsAbsent(string file)
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);
        await gateway.PublishAsync("movie", [1]);

        using var response = await GetAsync(gateway, "/stream/movie/source/" + file);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Answers_OfTheServer_KeepConnectionsAndSayNothingOfIt()
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);

        using var response = await GetAsync(gateway, "/healthz");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(HttpVersion.Version11, response.Version);
        Assert.False(response.Headers.Contains("Server"));
        Assert.NotEqual(true, response.Headers.ConnectionClose);
    }

    [Theory]
    [InlineData("POST", "/stream/movie.m3u8", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("GET", "/no/such/path/at/all", HttpStatusCode.NotFound, "not_found")]
    public async Task Request_ThatNoRouteTakes_GetsTheEnvelope(string method, string path, HttpStatusCode status, string code)
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);

        using var response = await gateway.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(code, await Json.ErrorCodeAsync(response));
    }

    private static Task<HttpResponseMessage> GetAsync(RunningGateway gateway, string path) => gateway.Http.GetAsync(new Uri(path, UriKind.Relative));

    private static void AssertOpen(HttpResponseMessage response)
    {
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("Content-Length", Assert.Single(response.Headers.GetValues("Access-Control-Expose-Headers")));
    }
}
