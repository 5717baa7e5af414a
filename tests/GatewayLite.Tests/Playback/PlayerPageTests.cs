using System.Net;
using System.Net.Http.Headers;
using GatewayLite.Playback;
using GatewayLite.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace GatewayLite.Tests.Playback;

public sealed class PlayerPageTests
{
    [Theory]
    [InlineData("/", "text/html", "<video")]
    [InlineData("/player.css", "text/css", "{")]
    [InlineData("/player.js", "text/javascript", "Hls")]
    public async Task File_OfThePage_IsServedUnderAStrictPolicy(string path, string type, string part)
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);

        using var response = await gateway.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(part, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task File_AlreadyKnown_IsNotSentAgain()
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);
        using var first = await gateway.Http.GetAsync(new Uri("/player.js", UriKind.Relative));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/player.js");
        again.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(first.Headers.ETag!.Tag));

        using var response = await gateway.Http.SendAsync(again);

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
    }

    [Fact]
    public async Task Streams_Listed_SayWhatIsLiveAndWhereToPublish()
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder, ("transcodingOptions", "P240p30fps16x9"));
        var publication = await gateway.OpenAsync("movie");

        var list = await Json.GetAsync(gateway.Http, "/streams");

        Assert.Equal($"rtmp://127.0.0.1:{gateway.Host.RtmpAddress.Port}/live/demo", list.GetProperty("ingest").GetString());
        var stream = Assert.Single(list.GetProperty("streams").EnumerateArray());
        Assert.Equal("movie", stream.GetProperty("name").GetString());
        Assert.Equal(publication.PublishId, stream.GetProperty("publishId").GetString());
        Assert.Equal("/stream/movie.m3u8", stream.GetProperty("playlist").GetString());
        Assert.True(stream.GetProperty("live").GetBoolean());
        Assert.Equal("P240p30fps16x9", Assert.Single(stream.GetProperty("renditions").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData("rtmp://127.0.0.1:1935", false, "gateway.example:8935", "rtmp://127.0.0.1:1935/live/demo")]
    [InlineData("rtmp://0.0.0.0:1935", false, "gateway.example:8935", "rtmp://gateway.example:1935/live/demo")]
    [InlineData("rtmp://[::]:1935", true, "[2001:db8::1]:8935", "rtmp://[2001:db8::1]:1935/live/demo/KEY")]
    [InlineData("rtmp://0.0.0.0:1935", false, "", "rtmp://0.0.0.0:1935/live/demo")]
    public void IngestAddress_SeenFromAPage_CanBePublishedTo(string listener, bool key, string page, string expected) =>
        Assert.Equal(expected, new IngestAddress(new Uri(listener), key).SeenFrom(new HostString(page)));
}
