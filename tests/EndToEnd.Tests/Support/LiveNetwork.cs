using System.Globalization;
using System.Text;
using DevNet;
using DevNet.Check;
using DevNet.Observation;
using DevNet.Processes;

namespace EndToEnd.Tests.Support;

/// <summary>A running network with what tests do to it and see of it.</summary>
internal sealed class LiveNetwork : IAsyncDisposable
{
    private int _publishers;
    private int _recordings;

    private LiveNetwork(NetworkOptions options, Network network)
    {
        Folder = options.Folder;
        Network = network;
        Http = LocalHttp.Create();
        Observer = new Observer(Http, network);
    }

    public string Folder { get; }

    public Network Network { get; }

    /// <summary>For answers that come at once.</summary>
    public HttpClient Http { get; }

    /// <summary>For answers that take as long as the work.</summary>
    public HttpClient PatientHttp { get; } = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Wait.Patience };

    public Observer Observer { get; }

    /// <summary>Where a network of this name keeps keys and logs; they stay for whoever looks for the reason of a failure.</summary>
    public static string FolderOf(string name) => Path.Combine(AppContext.BaseDirectory, "networks", name);

    public static async Task<LiveNetwork> StartAsync(NetworkOptions options) =>
        new(options, await Network.StartAsync(options, TimeProvider.System, static _ => { }, CancellationToken.None));

    /// <summary>Publishes under a name until it is stopped or disposed.</summary>
    public Task<ChildProcess> PublishAsync(string stream, string picture = Picture.Moving) => PublishAsync(new Uri(Network.GatewayRtmp, "live/" + stream), picture);

    public Task<ChildProcess> PublishAsync(Uri address, string picture = Picture.Moving) => ChildProcess.StartAsync(
        Network.Spawner,
        string.Create(CultureInfo.InvariantCulture, $"publisher-{Interlocked.Increment(ref _publishers)}"),
        "ffmpeg",
        Picture.Arguments(picture, address),
        Network.LogFolder);

    /// <summary>Records a stream from outside until it has ended in all variants.</summary>
    public async Task<StreamRecorder> RecordAsync(string stream)
    {
        var folder = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"recorded-{Interlocked.Increment(ref _recordings)}"));
        var recorder = new StreamRecorder(Http, new Uri(Network.GatewayHttp, $"stream/{stream}.m3u8"), folder, TimeProvider.System);
        using var deadline = new CancellationTokenSource(2 * Wait.Patience);
        await recorder.RunAsync(deadline.Token);
        return deadline.IsCancellationRequested ? throw new TimeoutException($"The playlists of {stream} did not end.") : recorder;
    }

    /// <summary>What the gateway says of a stream; null while it does not know it.</summary>
    public async Task<SeenStream?> StreamAsync(string name) => (await Observer.LookAsync(CancellationToken.None)).Streams.FirstOrDefault(stream => stream.Name == name);

    /// <summary>Waits until a stream has come so far.</summary>
    public async Task<SeenStream> UntilAsync(string name, string what, Func<SeenStream, bool> isRight) =>
        (await Wait.ForAsync($"{name}: {what}", () => StreamAsync(name), seen => seen is not null && isRight(seen)))!;

    public Task<Seen> LookAsync() => Observer.LookAsync(CancellationToken.None);

    /// <summary>Tickets that all orchestrators have seen so far.</summary>
    public async Task<long> TicketsAsync() => (await LookAsync()).Orchestrators.Sum(orchestrator => orchestrator.TicketsAccepted + orchestrator.TicketsRejected);

    /// <summary>Waits until no stream of an earlier test is live or has segments undecided, so that nobody pays any more. The source is one of the renditions told.</summary>
    public async Task QuietAsync() => _ = await Wait.ForAsync(
        "earlier streams to end", LookAsync, static seen => seen.Streams.All(static stream => !stream.Live && stream.RenditionSegments + stream.Gaps >= stream.SourceSegments * (stream.Renditions - 1)));

    /// <summary>Waits until the signer has heard of every outcome, and gives back what both sides have written down.</summary>
    public async Task<(Seen Seen, IReadOnlyList<SignerBalance> Balances)> SettledAsync()
    {
        var balances = await Wait.ForAsync(
            "all outcomes to be reported",
            async () => new Balances(await Observer.SignerBalancesAsync(CancellationToken.None)),
            found => found.All?.All(balance => balance.OpenPayments == 0) == true);
        return (await LookAsync(), balances.All!);
    }

    /// <summary>Which orchestrator a URI of the gateway's status means.</summary>
    public int IndexOf(string uri) =>
        Network.Orchestrators.Select((orchestrator, index) => (orchestrator, index)).Single(pair => pair.orchestrator.Service.Authority == new Uri(uri).Authority).index;

    public async Task FaultAsync(int orchestrator, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync(new Uri(Network.Orchestrators[orchestrator].Control, "faults"), body);
        _ = answer.EnsureSuccessStatusCode();
    }

    /// <summary>Makes an orchestrator end at once, as a crash would.</summary>
    public async Task CrashAsync(int orchestrator)
    {
        try
        {
            await FaultAsync(orchestrator, """{"die":true}""");
        }
        catch (HttpRequestException)
        {
            // It died before it had answered.
        }

        using var deadline = new CancellationTokenSource(Wait.Patience);
        await Network.Orchestrators[orchestrator].Process.WaitForExitAsync(deadline.Token);
    }

    public async Task FaultAllAsync(string json)
    {
        for (var index = 0; index < Network.Orchestrators.Count; index++)
        {
            await FaultAsync(index, json);
        }
    }

    public async Task EndFaultsAsync()
    {
        foreach (var orchestrator in Network.Orchestrators)
        {
            using var answer = await Http.DeleteAsync(new Uri(orchestrator.Control, "faults"));
            _ = answer.EnsureSuccessStatusCode();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Network.DisposeAsync();
        Http.Dispose();
        PatientHttp.Dispose();
    }

    /// <summary>Balances that a message can show.</summary>
    private sealed record Balances(IReadOnlyList<SignerBalance>? All)
    {
        public override string ToString() => All is null ? "the signer does not tell its balances" : string.Join("; ", All);
    }
}
