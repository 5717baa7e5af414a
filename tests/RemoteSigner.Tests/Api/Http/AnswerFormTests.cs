using RemoteSigner.Tests.Sdk;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api.Http;

/// <summary>Answers as they are on the wire.</summary>
public sealed class AnswerFormTests
{
    [Fact]
    public async Task StatusBeyondHttps_OnTheWire_StandsInTheStatusLine()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        var orchestrator = Requests.Orchestrator();
        orchestrator.AuthToken.Expiration = 1;
        var body = HttpCaller.Units(orchestrator, 1).ToJsonString();

        var answer = await RawHttp.SendAsync(
            signer.Host.HttpAddress, "POST /generate-live-payment HTTP/1.1", ["Host: x", "Content-Type: application/json", $"Content-Length: {body.Length}", "Connection: close"], body);

        Assert.Matches("^HTTP/1\\.1 480 ", answer.StatusLine);
        Assert.Equal("58", answer.Headers["Content-Length"]);
        Assert.Equal("{\"error\":{\"message\":\"refresh session for remote signer\"}}\n", answer.Body);
        Assert.Equal("https://orchestrator.example:8935", answer.Headers["Livepeer-Orchestrator-URL"]);
        Assert.DoesNotContain("Server", answer.Headers.Keys);
    }

    [Theory]
    [InlineData("GET", "/generate-live-payment", "POST")]
    [InlineData("HEAD", "/sign-orchestrator-info", "POST")]
    [InlineData("PUT", "/sign-byoc-job", "POST")]
    [InlineData("POST", "/discover-orchestrators", "GET, HEAD")]
    public async Task WrongMethod_OfARoute_NamesTheRightOne(string method, string path, string allowed)
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer);

        var answer = await caller.SendAsync(new HttpMethod(method), path);

        Assert.Equal((405, allowed, "text/plain; charset=utf-8"), (answer.Status, answer.Headers["Allow"], answer.Headers["Content-Type"]));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/metrics")]
    [InlineData("/status")]
    [InlineData("/readyz")]
    [InlineData("/remotesigner.v1.Payments/GetIdentity")]
    public async Task RouteOfAnotherListener_OnThisOne_IsNotThere(string path)
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        using var caller = HttpCaller.Of(signer);

        Assert.Equal(404, (await caller.SendAsync(HttpMethod.Post, path)).Status);
    }

    [Fact]
    public async Task LargeBody_WithoutALength_IsRefused()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        var chunk = new string(' ', 64 * 1024);
        var body = string.Concat(Enumerable.Repeat($"{chunk.Length:x}\r\n{chunk}\r\n", 5)) + "0\r\n\r\n";

        var answer = await RawHttp.SendAsync(signer.Host.HttpAddress, "POST /generate-live-payment HTTP/1.1", ["Host: x", "Transfer-Encoding: chunked", "Connection: close"], body);

        Assert.Contains(" 413 ", answer.StatusLine, StringComparison.Ordinal);
        Assert.Equal("{\"error\":{\"message\":\"the request has more than 262144 bytes\"}}\n", answer.Body);
    }
}
