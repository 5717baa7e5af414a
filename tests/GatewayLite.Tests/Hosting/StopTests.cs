using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using GatewayLite.Pipelines.Payments;
using GatewayLite.Tests.Support;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Sources;
using TestKit;

namespace GatewayLite.Tests.Hosting;

public sealed class StopTests
{
    [ProgramFact("ffmpeg")]
    public async Task Stop_WhileAStreamRuns_EndsPlaylistsAndTellsTheOrchestrator()
    {
        await using var orchestrator = await Orchestrators.FreeAsync(maxSessions: 1);
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.ReadyAsync(folder, ("orchAddr", orchestrator.ServiceUri.AbsoluteUri), ("transcodingOptions", "P240p30fps16x9"));
        await using var encoder = Encoder.Start(gateway.PublishUrl("movie"));
        await Eventually.HoldsAsync(async () => await gateway.MetricAsync("livepeer_segment_transcoded_total") > 1, "segments are transcoded");
        await Eventually.HoldsAsync(async () => await AskAsync(orchestrator.ServiceUri) is AskResult.Failed, "the orchestrator has no room beside the stream");

        var stopping = gateway.Host.DisposeAsync().AsTask();
        await Eventually.HoldsAsync(
            async () => (await gateway.Http.GetStringAsync(new Uri("/stream/movie/source.m3u8", UriKind.Relative))).EndsWith("#EXT-X-ENDLIST\n", StringComparison.Ordinal),
            "viewers see the end");
        await stopping;

        await Eventually.HoldsAsync(async () => await AskAsync(orchestrator.ServiceUri) is AskResult.Answered, "the orchestrator has room again");
        Assert.Contains("ServerStopping", gateway.Logs.All.Single(line => line.Contains("RTMP connection from", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_Twice_IsStoppingOnce()
    {
        using var folder = new GatewayFolder();
        await using var gateway = await RunningGateway.StartAsync(folder);

        await Task.WhenAll(gateway.Host.DisposeAsync().AsTask(), gateway.Host.DisposeAsync().AsTask());
        await gateway.Host.DisposeAsync();

        await Assert.ThrowsAsync<SocketException>(async () =>
        {
            using var client = new TcpClient();
            await client.ConnectAsync(gateway.Host.RtmpAddress.Host, gateway.Host.RtmpAddress.Port);
        });
    }

    [ProgramFact("ffmpeg", "kill")]
    public async Task Sigterm_WhileAStreamRuns_EndsWithZero()
    {
        using var folder = new GatewayFolder();
        using var program = Start(folder);
        using var ready = JsonDocument.Parse(await program.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The gateway ended before it was ready."));
        await using var encoder = Encoder.Start(ready.RootElement.GetProperty("rtmp").GetString() + "/live/movie");
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(ready.RootElement.GetProperty("http").GetString()!) };
        await Eventually.HoldsAsync(async () => (await http.GetAsync(new Uri("/stream/movie.m3u8", UriKind.Relative))).IsSuccessStatusCode, "the stream plays");

        using (var kill = Process.Start("kill", ["-TERM", program.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        await program.WaitForExitAsync(limit.Token);
        Assert.Equal(0, program.ExitCode);
    }

    private static Process Start(GatewayFolder folder)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "gateway-lite.dll"));
        start.ArgumentList.Add("run");
        foreach (var (name, value) in folder.Arguments())
        {
            start.ArgumentList.Add(name == "free" ? "--free" : $"-{name}={value}");
        }

        var program = Process.Start(start)!;
        program.ErrorDataReceived += static (_, _) => { };
        program.BeginErrorReadLine();
        return program;
    }

    private static async Task<AskResult> AskAsync(Uri orchestrator)
    {
        using var client = new OrchestratorClient(new FreePayer(), new NetworkAccess([]), TimeProvider.System);
        return await client.AskAsync(new ListedOrchestrator(orchestrator, Configured: true), needs: null, OrchestratorClient.DiscoveryDeadline, CancellationToken.None);
    }
}
