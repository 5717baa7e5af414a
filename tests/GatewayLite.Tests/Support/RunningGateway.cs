using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GatewayLite.Hosting;
using GatewayLite.Media.Naming;
using GatewayLite.Media.Rtmp;
using GatewayLite.Media.Segments;
using GatewayLite.Media.Timeline;
using Livepeer.Orchestrators.Connections;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GatewayLite.Tests.Support;

/// <summary>A real gateway on loopback with real clients. Disposal fails the test when the gateway logged an error that the test did not expect.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly GatewayFolder _folder;
    private readonly List<Publication> _madeUp = [];

    private RunningGateway(GatewayHost host, GatewayFolder folder, CollectedLogs logs)
    {
        Host = host;
        Logs = logs;
        _folder = folder;
        Http = Client(host.HttpAddress);
        Control = Client(host.ControlAddress);
    }

    public GatewayHost Host { get; }

    public CollectedLogs Logs { get; }

    public bool ErrorsExpected { get; set; }

    public HttpClient Http { get; }

    public HttpClient Control { get; }

    public LiveStreams Streams => Host.Services.GetRequiredService<LiveStreams>();

    public SegmentMemory Memory => Host.Services.GetRequiredService<SegmentMemory>();

    public static async Task<RunningGateway> StartAsync(GatewayFolder folder, params (string Name, string Value)[] more)
    {
        var logs = new CollectedLogs();
        var host = await GatewayHost.StartAsync(
            folder.Options(more), TimeProvider.System, builder => Adjust(builder, logs), CancellationToken.None);
        return new RunningGateway(host, folder, logs);
    }

    /// <summary>Starts one and waits until somebody pays and somebody works.</summary>
    public static async Task<RunningGateway> ReadyAsync(GatewayFolder folder, params (string Name, string Value)[] more)
    {
        var gateway = await StartAsync(folder, more);
        await Eventually.HoldsAsync(async () => (await gateway.Control.GetAsync(new Uri("/readyz", UriKind.Relative))).IsSuccessStatusCode, "the gateway is ready");
        return gateway;
    }

    /// <summary>Sends a job until it is done: on a busy machine an orchestrator may be too slow at first.</summary>
    public async Task<HttpResponseMessage> DoneJobAsync(string body)
    {
        HttpResponseMessage? done = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                done?.Dispose();
                done = await PostJobAsync(body);
                return done.IsSuccessStatusCode;
            },
            "the job is done");
        return done!;
    }

    /// <summary>Sends a job to the AI route.</summary>
    public async Task<HttpResponseMessage> PostJobAsync(string body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/text-to-image") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await Http.SendAsync(request);
    }

    /// <summary>Where ffmpeg publishes.</summary>
    public string PublishUrl(string stream, string key = "") => $"rtmp://{Host.RtmpAddress.Authority}/live/{stream}{(key.Length > 0 ? "/" + key : string.Empty)}";

    /// <summary>Publishes through the gate without a socket, for tests that look at what comes out.</summary>
    public async Task<Publication> OpenAsync(string stream)
    {
        var gate = Host.Services.GetRequiredService<IPublishGate>();
        var request = new PublishRequest(new StreamAddress(stream, string.Empty), "rtmp://made-up", string.Empty, new IPEndPoint(IPAddress.Loopback, 1));
        var publication = Assert.IsType<PublishDecision.Accepted>(await gate.AuthorizeAsync(request, CancellationToken.None)).Publication;
        _madeUp.Add(publication);
        return publication;
    }

    /// <summary>Publishes some made-up segments of two seconds.</summary>
    public async Task<Publication> PublishAsync(string stream, params byte[][] segments)
    {
        var publication = await OpenAsync(stream);
        foreach (var bytes in segments)
        {
            var segment = new SourceSegment
            {
                Bytes = Memory.TryCopy(bytes)!,
                Duration = MediaTime.FromMilliseconds(2000),
                WallTime = TimeProvider.System.GetUtcNow(),
                Format = new MediaFormat("avc1.64001f", "mp4a.40.2", 1280, 720),
            };
            Assert.Equal(AppendResult.Appended, publication.AppendSource(segment).Result);
        }

        return publication;
    }

    public async Task<JsonElement> StatusAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/status");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _folder.AdminToken);
        using var response = await Control.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await Json.ReadAsync(response);
    }

    /// <summary>One sample of /metrics, its labels left out; the sum when there are several.</summary>
    public async Task<double> MetricAsync(string name)
    {
        var lines = (await Control.GetStringAsync("/metrics")).Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is ' ' or '{');
        return lines.Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Control.Dispose();
        // Live streams get a last look of seconds when a gateway stops.
        _madeUp.ForEach(publication => publication.End(EndReason.Closed));
        await Host.DisposeAsync();
        if (!ErrorsExpected && Logs.Errors.Any())
        {
            Assert.Fail("the gateway logged errors: " + string.Join(Environment.NewLine, Logs.Errors));
        }
    }

    private static void Adjust(WebApplicationBuilder builder, CollectedLogs logs)
    {
        builder.Logging.ClearProviders().AddProvider(logs);
        // Two seconds, as in production, are little on a busy machine.
        builder.Services.AddSingleton(new NetworkAccess([]) { ConnectTimeout = TimeSpan.FromSeconds(60) });
    }

    private static HttpClient Client(Uri address) => new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
}
