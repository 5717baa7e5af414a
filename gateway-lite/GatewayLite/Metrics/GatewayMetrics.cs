using GatewayLite.Media.Rtmp;
using GatewayLite.Media.Segments;
using GatewayLite.Pipelines.Status;
using Livepeer.Hosting.Program;
using Livepeer.Payments.Money;
using Prometheus;

namespace GatewayLite.Metrics;

/// <summary>The only file that knows instruments. Where go-livepeer exports a metric with the same meaning its name and labels are used.</summary>
internal sealed class GatewayMetrics
{
    private const int MostOrchestrators = 64;
    private const int MostCodes = 64;
    private const string NodeType = "bctr";
    private static readonly Rational WeiPerGwei = new(1_000_000_000);

    private readonly BoundedLabel _orchestrators = new(MostOrchestrators);

    // The signer's words: a later version has more of them than this one knows.
    private readonly BoundedLabel _codes = new(MostCodes);
    private readonly SuccessRate _successRate = new();
    private readonly Counter.Child _streamsCreated;
    private readonly Counter.Child _streamsStarted;
    private readonly Counter.Child _streamsEnded;
    private readonly Gauge.Child _currentSessions;
    private readonly Counter.Child _segmentsEmerged;
    private readonly Counter _segmentsUploaded;
    private readonly Counter _segmentsTranscoded;
    private readonly Counter _transcodeFailures;
    private readonly Counter.Child _swaps;
    private readonly Histogram.Child _segmentDuration;
    private readonly Histogram _transcodeTime;
    private readonly Histogram _transcodeScore;
    private readonly Histogram _overallLatency;
    private readonly Histogram _uploadTime;
    private readonly Histogram.Child _downloadTime;
    private readonly Counter.Child _ticketValueGwei;
    private readonly Counter.Child _tickets;
    private readonly Counter.Child _paymentErrors;
    private readonly Counter _attemptFailures;
    private readonly Counter _refusals;
    private readonly Histogram _paymentTime;
    private readonly Counter _aiRequests;
    private readonly Histogram _aiTime;
    private readonly Counter _aiTurnedAway;
    private readonly Counter _settlementsDropped;
    private readonly Counter _rtmpClosed;
    private readonly Counter _rtmpWarnings;
    private readonly Gauge _rtmpConnections;
    private readonly Counter _ingestBytes;

    public GatewayMetrics(CollectorRegistry registry, int maxSessions, string nodeId, SegmentMemory memory)
    {
        var factory = Prometheus.Metrics.WithCustomRegistry(registry);
        string[] node = [nodeId, NodeType];
        string[] Labels(params string[] own) => ["node_id", "node_type", .. own];
        _streamsCreated = factory.CreateCounter("livepeer_stream_created_total", "Streams that were accepted.", Labels()).WithLabels(node);
        _streamsStarted = factory.CreateCounter("livepeer_stream_started_total", "Streams that delivered their first segment or began to be transcoded.", Labels()).WithLabels(node);
        _streamsEnded = factory.CreateCounter("livepeer_stream_ended_total", "Streams that are over.", Labels()).WithLabels(node);
        _currentSessions = factory.CreateGauge("livepeer_current_sessions_total", "Streams running now.", Labels()).WithLabels(node);
        factory.CreateGauge("livepeer_max_sessions_total", "Streams that may run at the same time.", Labels()).WithLabels(node).Set(maxSessions);
        _segmentsEmerged = factory.CreateCounter("livepeer_segment_source_emerged_total", "Source segments that were taken up for transcoding.", Labels()).WithLabels(node);
        _segmentsUploaded = factory.CreateCounter("livepeer_segment_source_uploaded_total", "Source segments that an orchestrator took completely.", Labels("orchestrator_uri"));
        _segmentsTranscoded = factory.CreateCounter("livepeer_segment_transcoded_total", "Segments delivered with all renditions.", Labels("profiles", "trusted", "verified"));
        _transcodeFailures = factory.CreateCounter("livepeer_segment_transcode_failed_total", "Segments that became gaps, by reason.", Labels("error_code"));
        _swaps = factory.CreateCounter("livepeer_orchestrator_swaps", "Changes of the orchestrator in use.", Labels()).WithLabels(node);
        _segmentDuration = factory.CreateHistogram("livepeer_source_segment_duration_seconds", "Media duration of source segments.", Labels(), Buckets(0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 10, 15, 20)).WithLabels(node);
        _transcodeTime = factory.CreateHistogram("livepeer_transcode_time_seconds", "From the first byte sent to the result.", Labels("profiles", "trusted", "verified"), Buckets(.25, .5, .75, 1, 1.25, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 10));
        _transcodeScore = factory.CreateHistogram("livepeer_transcode_score", "Media duration divided by that time: above 1 is faster than real time.", Labels("profiles", "trusted", "verified"), Buckets(.25, .5, .75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 6, 10));
        _overallLatency = factory.CreateHistogram("livepeer_transcode_overall_latency_seconds", "From taking a segment up to having its renditions, failed attempts included.", Labels("profiles"), Buckets(.5, .75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 10));
        _uploadTime = factory.CreateHistogram("livepeer_upload_time_seconds", "Sending a segment until the orchestrator's early answer.", Labels("orchestrator_uri"), Buckets(0.05, 0.1, 0.2, 0.5, 1, 1.5, 2, 2.5, 3, 5));
        _downloadTime = factory.CreateHistogram("livepeer_download_time_seconds", "Fetching the renditions of a segment.", Labels(), Buckets(0.05, 0.1, 0.2, 0.5, 1, 1.5, 2, 2.5, 3, 5)).WithLabels(node);
        _ticketValueGwei = factory.CreateCounter("livepeer_ticket_value_sent", "Expected value of the tickets sent, in gwei.", Labels()).WithLabels(node);
        _tickets = factory.CreateCounter("livepeer_tickets_sent", "Tickets sent.", Labels()).WithLabels(node);
        _paymentErrors = factory.CreateCounter("livepeer_payment_create_errors", "Payments that were not made.", Labels()).WithLabels(node);
        _attemptFailures = factory.CreateCounter("gateway_lite_attempt_failures_total", "Failed attempts at orchestrators, by short reason.", "code");
        _refusals = factory.CreateCounter("gateway_lite_payment_refusals_total", "Payments that were not made, by the code of the catalogue.", "code");
        _paymentTime = factory.CreateHistogram("gateway_lite_payment_seconds", "Time that the payer took for one payment.", ["result"], Buckets(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5));
        _aiRequests = factory.CreateCounter("gateway_lite_ai_requests_total", "AI requests that were admitted and are over.", "pipeline", "result");
        _aiTime = factory.CreateHistogram("gateway_lite_ai_seconds", "From admission of an AI request to its answer.", ["pipeline"], Buckets(.1, .25, .5, 1, 2, 5, 10, 20, 30, 60, 120));
        _aiTurnedAway = factory.CreateCounter("gateway_lite_ai_turned_away_total", "AI requests turned away because too many were running and waiting.", "pipeline");
        _settlementsDropped = factory.CreateCounter("gateway_lite_settlements_dropped_total", "Outcomes of payments that could not be reported.");
        _rtmpClosed = factory.CreateCounter("gateway_lite_rtmp_connections_closed_total", "RTMP connections that ended, by reason.", "reason");
        _rtmpWarnings = factory.CreateCounter("gateway_lite_rtmp_warnings_total", "Things wrong with a publisher's input that did not end it.", "warning");
        _rtmpConnections = factory.CreateGauge("gateway_lite_rtmp_connections", "RTMP connections open now.");
        _ingestBytes = factory.CreateCounter("gateway_lite_ingest_bytes_total", "Bytes received over RTMP, counted when a connection ends.");
        factory.CreateGauge("gateway_lite_build_info", "Always 1; the label says the version.", "version").WithLabels(ProductVersion.Text).Set(1);
        var used = factory.CreateGauge("gateway_lite_segment_memory_bytes", "Bytes of segment memory in use.");
        factory.CreateGauge("gateway_lite_segment_memory_budget_bytes", "Bound of segment memory.").Set(memory.BudgetBytes);
        var rate = factory.CreateGauge("livepeer_success_rate", "Share of the last 30 segments of a stream that got all renditions, mean over running streams; 1 when idle.", Labels()).WithLabels(node);
        registry.AddBeforeCollectCallback(() =>
        {
            used.Set(memory.UsedBytes);
            rate.Set(_successRate.Now);
        });
        Node = node;
    }

    private string[] Node { get; }

    public void Count(RtmpEvent happened)
    {
        switch (happened)
        {
            case RtmpEvent.Opened:
                _rtmpConnections.Inc();
                break;
            case RtmpEvent.Publishing:
                _streamsCreated.Inc();
                break;
            case RtmpEvent.Warned warned:
                _rtmpWarnings.WithLabels(warned.Warning.ToString()).Inc();
                break;
            case RtmpEvent.Closed closed:
                if (closed.Fault != RtmpFault.TooManyConnections)
                {
                    // Those were turned away before they counted as open.
                    _rtmpConnections.Dec();
                }

                _rtmpClosed.WithLabels(closed.Fault.ToString()).Inc();
                _ingestBytes.Inc(closed.ReceivedBytes);
                break;
        }
    }

    public void Count(PipelineEvent happened)
    {
        switch (happened)
        {
            case PipelineEvent.StreamStarted started:
                _successRate.Begin(started.StreamId);
                _streamsStarted.Inc();
                _currentSessions.Inc();
                break;
            case PipelineEvent.StreamEnded ended:
                _successRate.End(ended.StreamId);
                _streamsEnded.Inc();
                _currentSessions.Dec();
                break;
            case PipelineEvent.SegmentRead read:
                _segmentsEmerged.Inc();
                _segmentDuration.Observe(read.Duration.TotalSeconds);
                break;
            case PipelineEvent.SegmentUploaded sent:
                var uri = Orchestrator(sent.Orchestrator);
                _segmentsUploaded.WithLabels([.. Node, uri]).Inc();
                _uploadTime.WithLabels([.. Node, uri]).Observe(sent.Elapsed.TotalSeconds);
                break;
            case PipelineEvent.SegmentTranscoded done:
                Count(done);
                break;
            case PipelineEvent.SegmentLost lost:
                _successRate.Decide(lost.StreamId, succeeded: false);
                _transcodeFailures.WithLabels([.. Node, lost.Reason.ToString()]).Inc();
                break;
            case PipelineEvent.AttemptFailed failed:
                _attemptFailures.WithLabels(failed.Code).Inc();
                break;
            case PipelineEvent.Failover:
                _swaps.Inc();
                break;
            default:
                CountMoneyAndAi(happened);
                break;
        }
    }

    private void Count(PipelineEvent.SegmentTranscoded done)
    {
        // Lists of orchestrators carry no trust levels here, and every result is verified before it is used.
        _successRate.Decide(done.StreamId, succeeded: true);
        string[] labels = [.. Node, done.Profiles, "untrusted", "verified"];
        _segmentsTranscoded.WithLabels(labels).Inc();
        _transcodeTime.WithLabels(labels).Observe(done.Transcode.TotalSeconds);
        if (done.Transcode > TimeSpan.Zero)
        {
            _transcodeScore.WithLabels(labels).Observe(done.Duration / done.Transcode);
        }

        _overallLatency.WithLabels([.. Node, done.Profiles]).Observe(done.Overall.TotalSeconds);
        _downloadTime.Observe(done.Download.TotalSeconds);
    }

    private void CountMoneyAndAi(PipelineEvent happened)
    {
        switch (happened)
        {
            case PipelineEvent.Paid paid:
                _tickets.Inc(paid.Tickets);
                // A counter is a float by nature; the exact sum is in /status.
                _ticketValueGwei.Inc((double)(paid.ExpectedValue / WeiPerGwei).Floor());
                _paymentTime.WithLabels("succeeded").Observe(paid.Elapsed.TotalSeconds);
                break;
            case PipelineEvent.PaymentRefused refused:
                _paymentErrors.Inc();
                _refusals.WithLabels(_codes.Of(refused.Code)).Inc();
                _paymentTime.WithLabels("refused").Observe(refused.Elapsed.TotalSeconds);
                break;
            case PipelineEvent.AiEnded ended:
                _aiRequests.WithLabels(ended.Pipeline, ended.Failure?.ToString() ?? "succeeded").Inc();
                _aiTime.WithLabels(ended.Pipeline).Observe(ended.Elapsed.TotalSeconds);
                break;
            case PipelineEvent.AiTurnedAway away:
                _aiTurnedAway.WithLabels(away.Pipeline).Inc();
                break;
            case PipelineEvent.SettlementsDropped dropped:
                _settlementsDropped.Inc(dropped.Count);
                break;
        }
    }

    private string Orchestrator(Uri uri) => _orchestrators.Of(uri.GetLeftPart(UriPartial.Authority));

    private static HistogramConfiguration Buckets(params double[] buckets) => new() { Buckets = buckets };
}
