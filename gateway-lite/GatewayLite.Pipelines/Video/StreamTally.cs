using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Status;
using Livepeer.Payments.Money;

namespace GatewayLite.Pipelines.Video;

/// <summary>Counts of one stream; every member takes the one lock for a moment.</summary>
internal sealed class StreamTally(VideoStreamOrder order, PipelineMeter meter, TimeProvider time)
{
    private readonly Lock _lock = new();
    private VideoStreamStatus _status = new(
        order.StreamId, order.ManifestId, time.GetUtcNow(), null, null, 0, 0, 0, 0, 0, Rational.Zero, 0, null, "", null);

    public string StreamId => order.StreamId;

    public VideoStreamStatus Snapshot()
    {
        lock (_lock)
        {
            return _status;
        }
    }

    public void Read(SourceSegment segment)
    {
        Change(status => status with { SegmentsRead = status.SegmentsRead + 1, SegmentsInFlight = status.SegmentsInFlight + 1 });
        meter.Count(new PipelineEvent.SegmentRead(StreamId, segment.Duration, segment.Data.Length));
    }

    public void Decided(SegmentOutcome outcome)
    {
        if (outcome is SegmentOutcome.Lost lost)
        {
            Change(status => status with { SegmentsLost = status.SegmentsLost + 1, SegmentsInFlight = status.SegmentsInFlight - 1 });
            meter.Count(new PipelineEvent.SegmentLost(StreamId, lost.Reason));
            return;
        }

        Change(status => status with { SegmentsTranscoded = status.SegmentsTranscoded + 1, SegmentsInFlight = status.SegmentsInFlight - 1 });
    }

    public void Paid(PaymentHeaders payment, TimeSpan elapsed)
    {
        Change(status => status with { Tickets = status.Tickets + payment.TicketCount, PaidExpectedValue = status.PaidExpectedValue + payment.ExpectedValue });
        meter.Count(new PipelineEvent.Paid(StreamId, payment.TicketCount, payment.ExpectedValue, elapsed));
    }

    public void PaymentRefused(PayerRefusal refusal, TimeSpan elapsed)
    {
        Failed(refusal.Message);
        meter.Count(new PipelineEvent.PaymentRefused(StreamId, refusal.Kind, refusal.Code, elapsed));
    }

    public void AttemptFailed(Uri orchestrator, string code, string message)
    {
        Failed(message);
        meter.Count(new PipelineEvent.AttemptFailed(StreamId, orchestrator, code));
    }

    public void Failed(string message)
    {
        var now = time.GetUtcNow();
        Change(status => status with { LastError = message, LastErrorAt = now });
    }

    /// <summary>Who is in use and who stands by; a change of the one in use counts as a failover unless it is the stream's first.</summary>
    public void InUse(Uri? orchestrator, Uri? standby, Uri? before)
    {
        var swapped = before is not null && orchestrator is not null && before != orchestrator;
        Change(status => status with { Orchestrator = orchestrator, Standby = standby, Failovers = status.Failovers + (swapped ? 1 : 0) });
        if (swapped)
        {
            meter.Count(new PipelineEvent.Failover(StreamId, before!, orchestrator!));
        }
    }

    public void Latency(int scoreInThousandths) => Change(status => status with { LastLatencyScore = scoreInThousandths });

    private void Change(Func<VideoStreamStatus, VideoStreamStatus> change)
    {
        lock (_lock)
        {
            _status = change(_status);
        }
    }
}
