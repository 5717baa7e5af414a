using DevOrchestrator.Hosting;
using GatewayLite.Pipelines.Ai;
using GatewayLite.Pipelines.Dispatch;
using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Status;
using GatewayLite.Pipelines.Video;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Catalog;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Selection;
using Livepeer.Orchestrators.Sources;
using Livepeer.Payments.Jobs;
using Livepeer.Wire.Video;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLite.Pipelines.Tests.Support;

/// <summary>
/// Real orchestrators (TLS, tickets checked), the real signer and the pipelines over real sockets. The pipelines' clock stands still unless the test moves it; the payer, whose calls
/// the real signer answers, lives in real time, and its patience is most of a segment's budget, which is therefore long.
/// </summary>
internal sealed class LocalNetwork : IAsyncDisposable
{
    /// <summary>Budget of a segment where the test does not say.</summary>
    public static readonly TimeSpan LongBudget = TimeSpan.FromSeconds(60);

    private readonly List<DevOrchestratorHost> _orchestrators = [];
    private OrchestratorClient? _client;
    private OrchestratorDirectory? _directory;
    private VideoSessions? _sessions;
    private RemotePayer? _payer;

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public RealSigner Signer { get; } = new();

    public IReadOnlyList<DevOrchestratorHost> Orchestrators => _orchestrators;

    public VideoSessions Sessions => _sessions!;

    public RemotePayer Payer => _payer!;

    public OrchestratorNetwork Network { get; private set; } = null!;

    public System.Collections.Concurrent.ConcurrentQueue<PipelineEvent> Events { get; } = new();

    public static Task<LocalNetwork> StartAsync(int orchestrators, VideoOptions? options = null) => StartAsync(options, Enumerable.Repeat(Ordinary, orchestrators).ToArray());

    public static DevOrchestratorOptions Ordinary { get; } = new() { Transcoder = TranscoderKind.Copy, L1Block = 21_000_000, AiDelay = TimeSpan.FromMilliseconds(20) };

    public static async Task<LocalNetwork> StartAsync(VideoOptions? options, params DevOrchestratorOptions[] orchestrators)
    {
        var world = await StartUnaskedAsync(options, orchestrators);
        await world.Network.Directory.RefreshAsync(CancellationToken.None);
        return world;
    }

    /// <summary>As a gateway finds the network in its first moment: nobody was asked anything yet.</summary>
    public static async Task<LocalNetwork> StartUnaskedAsync(VideoOptions? options, params DevOrchestratorOptions[] orchestrators)
    {
        var world = new LocalNetwork();
        await world.Signer.StartAsync();
        world._payer = world.Signer.Payer();
        foreach (var one in orchestrators)
        {
            world._orchestrators.Add(await DevOrchestratorHost.StartAsync(one, CancellationToken.None));
        }

        var access = new NetworkAccess([]) { ConnectTimeout = Until.Patience };
        world._client = new OrchestratorClient(world._payer, access, world.Clock);
        world._directory = new OrchestratorDirectory(
            world._client,
            [new StaticOrchestratorSource(world._orchestrators.Select(static one => one.ServiceUri))],
            new DirectoryOptions(),
            new LatencySelection(0),
            new Random(7),
            world.Clock,
            NullLogger<OrchestratorDirectory>.Instance);
        world.Network = new OrchestratorNetwork(world._client, world._directory, access);
        world._sessions = new VideoSessions(options ?? new VideoOptions { MinSegmentBudget = LongBudget }, world.Network, world._payer, new PipelineMeter(world.Events.Enqueue), world.Clock, NullLoggerFactory.Instance);
        return world;
    }

    /// <summary>AI over the same orchestrators, and the same payer if no other one is given.</summary>
    public AiSessions Ai(AiOptions? options = null, IPayer? payer = null) =>
        new(options ?? new AiOptions(), Network, payer ?? Payer, new PipelineMeter(Events.Enqueue), Clock, NullLoggerFactory.Instance);

    public VideoStream Start(string id, ListedSource source, CollectingSink sink, params VideoProfile[] profiles)
    {
        var order = new VideoStreamOrder(id, "manifest-of-" + id, profiles.Length > 0 ? [.. profiles] : VideoPresets.Default, IngestKind.Live);
        return Assert.IsType<VideoStart.Started>(Sessions.Start(order, source, sink)).Stream;
    }

    /// <summary>The orchestrator that a stream uses now.</summary>
    public async Task<DevOrchestratorHost> InUseAsync(string id)
    {
        await Until.TrueAsync(() => Status(id)?.Orchestrator is not null, "the stream has an orchestrator");
        return _orchestrators.Single(one => one.ServiceUri.Authority == Status(id)!.Orchestrator!.Authority);
    }

    public async Task<DevOrchestratorHost> StandbyAsync(string id)
    {
        await Until.TrueAsync(() => Status(id)?.Standby is not null, "the stream has a standby");
        return _orchestrators.Single(one => one.ServiceUri.Authority == Status(id)!.Standby!.Authority);
    }

    public VideoStreamStatus? Status(string id) => Sessions.Streams.SingleOrDefault(status => status.StreamId == id);

    public async ValueTask DisposeAsync()
    {
        await Sessions.DisposeAsync();
        await Payer.DisposeAsync();
        _directory!.Dispose();
        _client!.Dispose();
        foreach (var one in _orchestrators)
        {
            await one.DisposeAsync();
        }

        await Signer.DisposeAsync();
    }
}
