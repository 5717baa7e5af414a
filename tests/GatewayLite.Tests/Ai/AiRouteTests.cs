using System.Net;
using System.Net.Sockets;
using System.Text;
using GatewayLite.Tests.Support;

namespace GatewayLite.Tests.Ai;

public sealed class AiRouteTests
{
    private const string Job = """{"prompt":"a lighthouse","width":64,"height":64}""";

    [Fact]
    public async Task Job_ForFree_GivesAnImageOfThisGateway()
    {
        await using var orchestrator = await Orchestrators.FreeAsync();
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.ReadyAsync(folder, ("orchAddr", orchestrator.ServiceUri.AbsoluteUri));

        using var response = await gateway.DoneJobAsync(Job);

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"{orchestrator.ServiceUri.GetLeftPart(UriPartial.Authority)} ok", Assert.Single(response.Headers.GetValues("Livepeer-Attempts")));
        Assert.Equal(16, Assert.Single(response.Headers.GetValues("Livepeer-Request-Id")).Length);
        var url = Assert.Single((await Json.ReadAsync(response)).GetProperty("images").EnumerateArray()).GetProperty("url").GetString()!;
        using var image = await gateway.Http.GetAsync(new Uri(url, UriKind.Relative));
        Assert.Equal("image/png", image.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", Assert.Single(image.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("sandbox", Assert.Single(image.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], (await image.Content.ReadAsByteArrayAsync())[..4]);
    }

    [Fact]
    public async Task Token_WhereTokensAreWanted_DecidesWhoIsServed()
    {
        using var folder = new GatewayFolder();
        var token = folder.AddToken("shop");
        await using var gateway = await RunningGateway.StartAsync(folder, ("app-tokens", folder.TokenFile));

        using var without = await gateway.PostJobAsync(Job);
        using var wrong = await gateway.PostJobAsync(Job, token + "x");
        using var right = await gateway.PostJobAsync("no json", token);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest), (without.StatusCode, wrong.StatusCode, right.StatusCode));
        Assert.Equal("Bearer", Assert.Single(without.Headers.WwwAuthenticate).Scheme);
        Assert.Equal("unauthorized", await Json.ErrorCodeAsync(without));
        Assert.DoesNotContain(gateway.Logs.All, line => line.Contains(token, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    public async Task Method_OtherThanPost_IsNamedAsWrong(string method)
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);

        using var response = await gateway.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/text-to-image"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Contains("POST", response.Content.Headers.Allow);
        Assert.Equal("method_not_allowed", await Json.ErrorCodeAsync(response));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_LargerThanAllowed_IsTooLarge(bool chunked)
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/text-to-image") { Content = new ByteArrayContent(new byte[(1 << 20) + 100]) };
        request.Headers.TransferEncodingChunked = chunked;

        using var response = await gateway.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("body_too_large", await Json.ErrorCodeAsync(response));
    }

    [Fact]
    public async Task Body_ThatIsNotFramedAsAnnounced_IsTheClientsFault()
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);
        using var socket = new TcpClient();
        await socket.ConnectAsync(gateway.Host.HttpAddress.Host, gateway.Host.HttpAddress.Port);

        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /text-to-image HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"));
        using var reader = new StreamReader(socket.GetStream());
        var status = await reader.ReadLineAsync();

        Assert.StartsWith("HTTP/1.1 400", status, StringComparison.Ordinal);
        Assert.Contains("body_unreadable", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_WithNobodyToDoIt_SaysSo()
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);

        using var response = await gateway.PostJobAsync(Job);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("no_orchestrator", await Json.ErrorCodeAsync(response));
        Assert.False(response.Headers.Contains("Livepeer-Attempts"));
    }
}
