using GatewayLite.Pipelines.Dispatch;
using GatewayLite.Pipelines.Status;
using Livepeer.Crypto;
using Livepeer.Orchestrators.Sources;
using Livepeer.Payments.Jobs;
using Livepeer.Wire.Matching;
using Microsoft.Extensions.Logging;

namespace GatewayLite.Pipelines.Video;

/// <summary>Decides the segments of one stream: attempts at the orchestrator in use, the standby and others, until one succeeds or the segment's budget is over.</summary>
internal sealed partial class StreamTranscoder(
    VideoStreamOrder order, JobCapabilities needs, VideoOptions options, StreamLeases leases, SegmentAttempt attempt, StreamTally tally, PipelineMeter meter, TimeProvider time, ILogger logger)
    : ISegmentWork
{
    private const int LongestMillis = 300_000;

    /// <summary>An attempt with less time than this share of the segment's duration is paid for and then cut off.</summary>
    private const double LeastShareOfDuration = 0.75;

    /// <summary>Pause when nobody is usable: a busy or recovering orchestrator may be within the budget.</summary>
    private static readonly TimeSpan NobodyPause = TimeSpan.FromMilliseconds(250);

    private readonly AgreedRefusals _disowned = new(time);
    private readonly string _profiles = string.Join(',', order.Profiles.Select(static profile => profile.Name).Order(StringComparer.Ordinal));

    public async Task<SegmentOutcome> TranscodeAsync(SourceSegment segment, CancellationToken cancellationToken)
    {
        var proportional = segment.Duration * options.SegmentBudgetFactor;
        var budget = new AttemptBudget(
            proportional > options.MinSegmentBudget ? proportional : options.MinSegmentBudget, options.MaxAttempts, segment.Duration * LeastShareOfDuration, time);
        var job = Job(segment);
        var tried = new HashSet<ListedOrchestrator>();
        SegmentOutcome.Lost nobodyFound = new(segment.Sequence, LossReason.NoOrchestrator, "No orchestrator was usable within the segment's budget.");

        // What an attempt taught says more about this segment than that there is nobody else.
        SegmentOutcome.Lost? taught = null;
        var wasSlow = false;
        var wasDisowned = _disowned.IsAgreed;
        while (!budget.IsOver)
        {
            var (use, nobody) = wasSlow && leases.TakeHeld(tried) is { } own ? (own, null) : await TakeAsync(tried, budget, cancellationToken);
            using (use)
            {
                if (use is null)
                {
                    nobodyFound = nobody is null ? nobodyFound : Lost(segment, nobody);
                    tried.Clear();
                    await Task.Delay(budget.Left < NobodyPause ? budget.Left : NobodyPause, time, cancellationToken);
                    continue;
                }

                switch (await attempt.RunAsync(use, job, segment, budget, cancellationToken))
                {
                    case AttemptOutcome.Done done:
                        return Done(use, segment, budget, done);
                    case AttemptOutcome.Over over:
                        return Logged(over.Lost);
                    case AttemptOutcome.Disowned disowned when wasDisowned:
                        if (!_disowned.IsAgreed)
                        {
                            _disowned.Agree();
                        }

                        return Logged(disowned.Lost);
                    case AttemptOutcome.Disowned disowned:
                        taught = disowned.Lost;
                        wasDisowned = true;
                        _ = leases.Retire(use.Lease);
                        _ = tried.Add(use.Held.Lease.Orchestrator);
                        break;
                    case AttemptOutcome.Slow slow:
                        taught = slow.Lost;
                        wasSlow = true;
                        _ = tried.Add(use.Held.Lease.Orchestrator);
                        break;
                    case AttemptOutcome.Next next:
                        taught = next.Lost;
                        _ = tried.Add(use.Held.Lease.Orchestrator);
                        break;
                }
            }
        }

        return Logged(taught ?? nobodyFound);
    }

    public Task EndAsync(CancellationToken cancellationToken) => leases.DisposeAsync().AsTask().WaitAsync(cancellationToken);

    private static SegmentOutcome.Lost Lost(SourceSegment segment, LeaseSearch.Nobody nobody) => new(
        segment.Sequence,
        nobody.Reason switch
        {
            NobodyReason.PriceAboveCeiling => LossReason.PriceAboveCeiling,
            NobodyReason.PayerUnavailable => LossReason.PayerUnavailable,
            _ => LossReason.NoOrchestrator,
        },
        nobody.Message);

    private async Task<(LeaseUse? Use, LeaseSearch.Nobody? Nobody)> TakeAsync(HashSet<ListedOrchestrator> tried, AttemptBudget budget, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(budget.Left, time, cancellationToken);
        try
        {
            return await leases.TakeAsync(tried, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            return (null, null);
        }
    }

    private VideoSegmentJob Job(SourceSegment segment) => new(
        order.ManifestId,
        segment.Sequence,
        Keccak256.Hash(segment.Data.Span),
        (int)Math.Clamp(segment.Duration.TotalMilliseconds, 1, LongestMillis),
        order.Profiles,
        needs.Bytes,
        [],
        segment.FormatChanged);

    private SegmentOutcome.Transcoded Done(LeaseUse use, SourceSegment segment, AttemptBudget budget, AttemptOutcome.Done done)
    {
        var exchange = done.Exchange;
        _disowned.Disprove();
        var score = LatencyScores.Of(exchange.Transcode, segment.Duration);
        use.Held.Succeeded(score / 1000.0);
        tally.Latency(score);
        meter.Count(new PipelineEvent.SegmentTranscoded(
            order.StreamId, use.Held.Uri, _profiles, segment.Duration, exchange.Transcode, exchange.Download, budget.Elapsed, exchange.Pixels, Math.Max(1, budget.Begun)));
        leases.Succeeded(use.Lease, score);
        return new SegmentOutcome.Transcoded(segment.Sequence, exchange.Renditions, use.Held.Uri);
    }

    private SegmentOutcome.Lost Logged(SegmentOutcome.Lost lost)
    {
        tally.Failed(lost.Message);
        LogLost(logger, order.StreamId, lost.Sequence, lost.Reason, lost.Message);
        return lost;
    }

    [LoggerMessage(3121, LogLevel.Warning, "Segment {Sequence} of stream {StreamId} becomes a gap ({Reason}): {Detail}")]
    private static partial void LogLost(ILogger logger, string streamId, long sequence, LossReason reason, string detail);
}
