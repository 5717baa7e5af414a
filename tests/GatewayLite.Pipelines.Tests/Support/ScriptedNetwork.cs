using GatewayLite.Pipelines.Ai;
using GatewayLite.Pipelines.Dispatch;
using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Status;
using GatewayLite.Pipelines.Video;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Catalog;
using Livepeer.Orchestrators.Checks;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Health;
using Livepeer.Orchestrators.Leases;
using Livepeer.Orchestrators.Selection;
using Livepeer.Orchestrators.Sources;
using Livepeer.Payments.Jobs;
using Livepeer.Wire.Matching;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLite.Pipelines.Tests.Support;

/// <summary>
/// Scripted orchestrators that work for nothing, and the pipelines' own parts over them. The pipelines' clock stands still unless the test moves it: however busy the machine is,
/// no limit of theirs is over before the test wants it.
/// </summary>
internal sealed class ScriptedNetwork : IAsyncDisposable
{
    private readonly OrchestratorClient _client;
    private readonly NetworkAccess _access = new([]) { ConnectTimeout = Until.Patience };

    private readonly ChangingList _listed = new();

    private ScriptedNetwork(ScriptedOrchestrator[] orchestrators, FakeTimeProvider time)
    {
        Orchestrators = orchestrators;
        _listed.Uris = [.. orchestrators.Select(static one => one.Uri)];
        Time = time;
        Order = new VideoStreamOrder("a", "movie", [new VideoProfile("P240p30fps16x9", 426, 240, 600_000, 30)], IngestKind.Live);
        Tally = new StreamTally(Order, PipelineMeter.Silent, time);
        _client = new OrchestratorClient(new FreePayer(), _access, time);
        Directory = new OrchestratorDirectory(
            _client, [_listed], new DirectoryOptions(), new LatencySelection(0), new Random(7), time, NullLogger<OrchestratorDirectory>.Instance);
        Finder = new LeaseFinder(Directory, new OrchestratorLeases(_client, endsSessions: true, time), new FreePayer(), time);
    }

    public IReadOnlyList<ScriptedOrchestrator> Orchestrators { get; }

    public FakeTimeProvider Time { get; }

    public VideoStreamOrder Order { get; }

    public StreamTally Tally { get; }

    public OrchestratorDirectory Directory { get; }

    public LeaseFinder Finder { get; }

    public JobDemand Demand => new(WorkKind.Video, new LeaseTerms(JobCapabilities.ForVideo(VideoSource.Rtmp, Order.Profiles, ""), null, false));

    /// <summary>Questions for a session at all orchestrators since the network was started.</summary>
    public int Asked => Orchestrators.Sum(static one => one.Asked) - Orchestrators.Count;

    /// <summary>Segments that arrived, at all orchestrators.</summary>
    public int Segments => Orchestrators.Sum(static one => one.Segments);

    public static async Task<ScriptedNetwork> StartAsync(int orchestrators, FakeTimeProvider? time = null)
    {
        var all = Enumerable.Range(0, orchestrators).Select(static _ => new ScriptedOrchestrator()).ToArray();
        foreach (var one in all)
        {
            await one.StartAsync();
            one.OnSegment = sequence => one.Made(sequence, "/made/0.ts");
        }

        var network = new ScriptedNetwork(all, time ?? new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        await network.Directory.RefreshAsync(CancellationToken.None);
        return network;
    }

    public StreamLeases Leases() => new(Finder, Demand, Tally, Time, NullLogger.Instance);

    public VideoSessions Sessions(VideoOptions options, IPayer? payer = null, PipelineMeter? meter = null) =>
        new(options, new OrchestratorNetwork(_client, Directory, _access), payer ?? new FreePayer(), meter ?? PipelineMeter.Silent, Time, NullLoggerFactory.Instance);

    public AiSessions Ai(AiOptions options) => new(options, new OrchestratorNetwork(_client, Directory, _access), new FreePayer(), PipelineMeter.Silent, Time, NullLoggerFactory.Instance);

    /// <summary>Takes an orchestrator off the list, and reads the list again.</summary>
    public Task DelistAsync(Uri? uri)
    {
        _listed.Uris = [.. _listed.Uris.Where(listed => listed != uri)];
        return Directory.RefreshAsync(CancellationToken.None);
    }

    public ScriptedOrchestrator At(Uri? uri) => Orchestrators.Single(one => one.Uri.Authority == uri?.Authority);

    /// <summary>What is known of one orchestrator.</summary>
    public OrchestratorHealth Health(Uri? uri) => Directory.Health(new ListedOrchestrator(uri!, Configured: true), WorkKind.Video)!;

    public async ValueTask DisposeAsync()
    {
        Directory.Dispose();
        _client.Dispose();
        foreach (var one in Orchestrators)
        {
            await one.DisposeAsync();
        }
    }

    private sealed class ChangingList : IOrchestratorSource
    {
        public Uri[] Uris { get; set; } = [];

        public string Name => "changing";

        public Task<IReadOnlyList<ListedOrchestrator>> ListAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ListedOrchestrator>>([.. Uris.Select(static uri => new ListedOrchestrator(uri, Configured: true))]);
    }
}
