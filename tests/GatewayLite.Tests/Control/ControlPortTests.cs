using System.Net;
using GatewayLite.Tests.Support;
using TestKit.Ports;

namespace GatewayLite.Tests.Control;

public sealed class ControlPortTests
{
    [Fact]
    public async Task Readiness_WithoutAUsableOrchestrator_IsFalseAndSaysWhy()
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);

        using var response = await gateway.Control.GetAsync(new Uri("/readyz", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var answer = await Json.ReadAsync(response);
        Assert.False(answer.GetProperty("ready").GetBoolean());
        Assert.Contains("No orchestrator is usable", answer.GetProperty("orchestrators").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readiness_WithAnOrchestrator_IsTrue()
    {
        await using var orchestrator = await Orchestrators.FreeAsync();
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.ReadyAsync(folder, ("orchAddr", orchestrator.ServiceUri.AbsoluteUri));

        var answer = await Json.GetAsync(gateway.Control, "/readyz");

        Assert.Equal((true, "ok", "ok"), (answer.GetProperty("ready").GetBoolean(), answer.GetProperty("payer").GetString(), answer.GetProperty("orchestrators").GetString()));
    }

    [Fact]
    public async Task Readiness_WithoutItsSigner_NamesThePayer()
    {
        await using var orchestrator = await Orchestrators.FreeAsync();
        using var folder = new GatewayFolder();
        await File.WriteAllTextAsync(folder.InFolder("token"), "a-token\n");
        await using var gateway = await RunningGateway.StartAsync(
            folder, ("free", "false"), ("remoteSignerUrl", "grpc://127.0.0.1:1"), ("signer-token", folder.InFolder("token")), ("orchAddr", orchestrator.ServiceUri.AbsoluteUri));

        await Eventually.HoldsAsync(
            async () => (await Json.GetAsync(gateway.Control, "/readyz")).GetProperty("payer").GetString()!.Contains("did not answer", StringComparison.Ordinal), "the silence is told");
    }

    [Fact]
    public async Task Gateway_StartedBeforeItsSigner_FindsItAndItsOrchestrators()
    {
        await using var orchestrator = await Orchestrators.PaidAsync();
        using var folder = new GatewayFolder();
        using var port = new HeldPort();
        await File.WriteAllTextAsync(folder.InFolder("token"), "agreed-before\n");
        await using var gateway = await RunningGateway.StartAsync(
            folder, ("free", "false"), ("remoteSignerUrl", $"grpc://127.0.0.1:{port.Number}"), ("signer-token", folder.InFolder("token")), ("orchAddr", string.Empty));
        await Eventually.HoldsAsync(() => gateway.Logs.All.Any(line => line.Contains("Nothing can be paid", StringComparison.Ordinal)), "the gateway misses its signer");

        await using var signer = await PayingSigner.StartAsync("agreed-before", port.Number, orchestrator.ServiceUri);

        await Eventually.HoldsAsync(async () => (await Json.GetAsync(gateway.Control, "/readyz")).GetProperty("ready").GetBoolean(), "the gateway is ready");
        Assert.Equal(signer.Sender.ToString(), (await gateway.StatusAsync()).GetProperty("sender").GetString());
    }

    [Fact]
    public async Task Status_WithoutTheToken_IsRefused()
    {
        using var folder = new GatewayFolder();
        var before = TimeProvider.System.GetUtcNow();
        await using var gateway = await RunningGateway.StartAsync(folder);
        var started = TimeProvider.System.GetUtcNow();

        using var refused = await gateway.Control.GetAsync(new Uri("/status", UriKind.Relative));
        var status = await gateway.StatusAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("admin token", (await Json.ReadAsync(refused)).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.InRange(status.GetProperty("startedAt").GetDateTimeOffset(), before, started);
        Assert.Equal("https://127.0.0.1:1/", Assert.Single(status.GetProperty("orchestrators").EnumerateArray()).GetProperty("uri").GetString());
    }

    [Fact]
    public async Task Status_OfAStream_HasItsCounts()
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);
        var publication = await gateway.PublishAsync("movie", [1], [2]);

        var stream = Assert.Single((await gateway.StatusAsync()).GetProperty("streams").EnumerateArray());

        Assert.Equal(("movie", publication.PublishId, 2), (stream.GetProperty("name").GetString(), stream.GetProperty("publishId").GetString(), stream.GetProperty("sourceSegments").GetInt32()));
        Assert.True(stream.GetProperty("live").GetBoolean());
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/readyz")]
    [InlineData("/status")]
    public async Task ControlPath_OnTheHttpPort_DoesNotExist(string path)
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);

        using var response = await gateway.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/streams")]
    [InlineData("/stream/movie.m3u8")]
    [InlineData("/text-to-image")]
    public async Task PublicPath_OnTheControlPort_DoesNotExist(string path)
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);
        await gateway.PublishAsync("movie", [1]);

        using var response = await gateway.Control.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Metrics_Scraped_HaveTheProcessAndTheGateway()
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder, ("maxSessions", "7"));

        var text = await gateway.Control.GetStringAsync("/metrics");

        Assert.Contains("process_cpu_seconds_total", text, StringComparison.Ordinal);
        Assert.Equal(7, await gateway.MetricAsync("livepeer_max_sessions_total"));
        Assert.Equal("ok\n", await gateway.Control.GetStringAsync("/healthz"));
    }
}
