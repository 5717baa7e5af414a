using GatewayLite.Pipelines.Dispatch;
using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Status;
using Livepeer.Orchestrators.Catalog;
using Livepeer.Orchestrators.Checks;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Leases;
using Livepeer.Wire.Matching;
using Microsoft.Extensions.Logging;

namespace GatewayLite.Pipelines.Video;

/// <summary>The network side of video: its own HTTP connections, which nothing else uses, and the parts of each stream put together.</summary>
internal sealed class VideoNetwork : IDisposable
{
    private readonly VideoOptions _options;
    private readonly OrchestratorNetwork _network;
    private readonly IPayer _payer;
    private readonly PipelineMeter _meter;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly OrchestratorHttp _http;
    private readonly LeaseFinder _finder;

    public VideoNetwork(VideoOptions options, OrchestratorNetwork network, IPayer payer, PipelineMeter meter, TimeProvider time, ILoggerFactory loggers)
    {
        _options = options;
        _network = network;
        _payer = payer;
        _meter = meter;
        _time = time;
        _logger = loggers.CreateLogger<VideoStream>();
        _http = new OrchestratorHttp(network.Access);
        _finder = new LeaseFinder(network.Directory, new OrchestratorLeases(network.Client, endsSessions: true, time), payer, time);
        network.Directory.Forgotten += _http.Forget;
    }

    public ISegmentWork Work(VideoStreamOrder order, StreamTally tally)
    {
        var demand = Demand(order);
        var leases = new StreamLeases(_finder, demand, tally, _time, _logger);
        var attempt = new SegmentAttempt(_payer, new SegmentExchange(_http, _time), leases, _options.MaxPricePerPixel, tally, _meter, _time, _logger);
        return new StreamTranscoder(order, demand.Terms.Needs, _options, leases, attempt, tally, _meter, _time, _logger);
    }

    public IReadOnlyList<Candidate> Explain(VideoStreamOrder order) => _network.Directory.Explain(Demand(order));

    public void Dispose()
    {
        _network.Directory.Forgotten -= _http.Forget;
        _http.Dispose();
    }

    private JobDemand Demand(VideoStreamOrder order) => new(
        WorkKind.Video,
        new LeaseTerms(
            JobCapabilities.ForVideo(order.Ingest == IngestKind.Push ? VideoSource.Push : VideoSource.Rtmp, order.Profiles, _options.MinOrchestratorVersion),
            _options.MaxPricePerPixel,
            _payer.SpendsMoney));
}
