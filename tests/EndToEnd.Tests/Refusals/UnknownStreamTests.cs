using System.Net;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Refusals;

[Collection(nameof(HonestNetwork))]
public sealed class UnknownStreamTests(HonestNetwork shared)
{
    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task UnknownStream_IsNotFoundAndAPageElsewhereMayReadThat()
    {
        var network = await shared.UseAsync();

        foreach (var path in (string[])["stream/nobody.m3u8", "stream/nobody/source.m3u8", "stream/nobody/source/0.ts"])
        {
            using var answer = await network.Http.GetAsync(new Uri(network.Network.GatewayHttp, path));

            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal(["*"], answer.Headers.GetValues("Access-Control-Allow-Origin"));
            Assert.True(answer.Headers.CacheControl?.NoStore);
        }
    }
}
