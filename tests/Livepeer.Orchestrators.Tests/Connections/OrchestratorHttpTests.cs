using System.Net;
using System.Net.Sockets;
using System.Text;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Sources;
using Livepeer.Orchestrators.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Livepeer.Orchestrators.Tests.Connections;

public sealed class OrchestratorHttpTests
{
    [Fact]
    public async Task SelfSignedOrchestrator_Requested_SpeaksHttp2()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(TimeProvider.System, map: app => app.MapPost("/segment", (HttpContext context) => context.Request.Protocol));
        using var http = new OrchestratorHttp(Some.Access);
        using var request = OrchestratorHttp.Request(HttpMethod.Post, new Uri(orchestrator.Listed.Uri, "/segment"));

        using var response = await http.ForWork(orchestrator.Listed).SendAsync(request).SoonAsync();

        Assert.Equal("HTTP/2", await response.Content.ReadAsStringAsync());
    }

    /// <summary>
    /// A plain orchestrator that refuses before it read the segment closes the connection. Without waiting for "100 Continue" the words of its refusal are
    /// lost in a reset while the body is still being sent.
    /// </summary>
    [Fact]
    public async Task EarlyRefusalOverPlainHttp_Requested_IsReadInFull()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var listed = new ListedOrchestrator(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), Configured: true);
        var serving = RefuseAsync(listener);
        using var http = new OrchestratorHttp(Some.Access);
        using var request = OrchestratorHttp.Request(HttpMethod.Post, new Uri(listed.Uri, "/segment"));
        request.Content = new ByteArrayContent(new byte[20_000_000]);

        using var response = await http.ForWork(listed).SendAsync(request, HttpCompletionOption.ResponseHeadersRead).SoonAsync();

        Assert.Equal((HttpStatusCode.Forbidden, "OrchestratorCapped\n"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Contains("100-continue", await serving.SoonAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Loopback_RequestedForAnOrchestratorFromTheChain_IsNotConnectedTo()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var listed = new ListedOrchestrator(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), Configured: false);
        using var http = new OrchestratorHttp(Some.Access);
        using var request = OrchestratorHttp.Request(HttpMethod.Post, new Uri(listed.Uri, "/segment"));

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => http.ForWork(listed).SendAsync(request).SoonAsync());

        Assert.IsType<ForbiddenAddressException>(exception.InnerException);
        Assert.False(listener.Pending());
    }

    [Fact]
    public void OneOrchestrator_Requested_ReusesItsClient()
    {
        using var http = new OrchestratorHttp(Some.Access);
        using var other = new OrchestratorHttp(Some.Access);
        var listed = new ListedOrchestrator(new Uri("https://o.example:8935"), Configured: true);

        Assert.Same(http.ForWork(listed), http.ForWork(listed));
        Assert.NotSame(http.ForWork(listed), other.ForWork(listed));
        Assert.NotSame(http.ForWork(listed), http.ForRenditions(listed));
        Assert.NotSame(http.ForWork(listed), http.ForWork(new ListedOrchestrator(new Uri("https://p.example:8935"), Configured: true)));
    }

    private static async Task<string> RefuseAsync(TcpListener listener)
    {
        using var connection = await listener.AcceptTcpClientAsync();
        await using var stream = connection.GetStream();
        var head = new byte[8192];
        var read = 0;
        while (!Encoding.ASCII.GetString(head, 0, read).Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            read += await stream.ReadAsync(head.AsMemory(read));
        }

        await stream.WriteAsync("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 19\r\n\r\nOrchestratorCapped\n"u8.ToArray());
        return Encoding.ASCII.GetString(head, 0, read);
    }
}
