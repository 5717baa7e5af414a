using Livepeer.Payments.Money;

namespace GatewayLite.Pipelines.Status;

/// <summary>Something worth counting. One closed set; durations are measured, money is exact.</summary>
public abstract record PipelineEvent
{
    private PipelineEvent()
    {
    }

    /// <summary>A stream was accepted.</summary>
    public sealed record StreamStarted(string StreamId) : PipelineEvent;

    /// <summary>A stream is over, its orchestrators were told.</summary>
    public sealed record StreamEnded(string StreamId) : PipelineEvent;

    /// <summary>A source segment was read.</summary>
    public sealed record SegmentRead(string StreamId, TimeSpan Duration, int Bytes) : PipelineEvent;

    /// <summary>An orchestrator took all bytes of a segment.</summary>
    public sealed record SegmentUploaded(string StreamId, Uri Orchestrator, TimeSpan Elapsed) : PipelineEvent;

    /// <summary>A segment was transcoded, fetched and verified.</summary>
    /// <param name="StreamId">The stream.</param>
    /// <param name="Orchestrator">Who did it.</param>
    /// <param name="Profiles">Names of the renditions, sorted, comma-joined.</param>
    /// <param name="Duration">Media duration.</param>
    /// <param name="Transcode">From the first byte sent to the result.</param>
    /// <param name="Download">Fetching the renditions.</param>
    /// <param name="Overall">From reading the segment to having its renditions, failed attempts included.</param>
    /// <param name="Pixels">Output pixels that were billed.</param>
    /// <param name="Attempts">1 when the first attempt succeeded.</param>
    public sealed record SegmentTranscoded(
        string StreamId, Uri Orchestrator, string Profiles, TimeSpan Duration, TimeSpan Transcode, TimeSpan Download, TimeSpan Overall, long Pixels, int Attempts) : PipelineEvent;

    /// <summary>A segment became a gap.</summary>
    public sealed record SegmentLost(string StreamId, Video.LossReason Reason) : PipelineEvent;

    /// <summary>One attempt failed.</summary>
    /// <param name="StreamId">The stream; empty for AI.</param>
    /// <param name="Orchestrator">Who was tried.</param>
    /// <param name="Code">Short stable word from a closed set.</param>
    public sealed record AttemptFailed(string StreamId, Uri Orchestrator, string Code) : PipelineEvent;

    /// <summary>Another orchestrator became the one in use.</summary>
    public sealed record Failover(string StreamId, Uri From, Uri To) : PipelineEvent;

    /// <summary>A payment was made.</summary>
    public sealed record Paid(string StreamId, int Tickets, Rational ExpectedValue, TimeSpan Elapsed) : PipelineEvent;

    /// <summary>No payment was made.</summary>
    public sealed record PaymentRefused(string StreamId, Payments.PayerRefusalKind Kind, string Code, TimeSpan Elapsed) : PipelineEvent;

    /// <summary>An AI request was admitted.</summary>
    public sealed record AiStarted(string Pipeline, string Model) : PipelineEvent;

    /// <summary>An AI request is over.</summary>
    /// <param name="Pipeline">What was asked for.</param>
    /// <param name="Model">Model id.</param>
    /// <param name="Failure">Null when it succeeded.</param>
    /// <param name="Elapsed">From admission to the answer.</param>
    /// <param name="Attempts">Orchestrators tried.</param>
    /// <param name="Units">Units of the job.</param>
    /// <param name="Fee">Fee in wei; zero unless it succeeded.</param>
    public sealed record AiEnded(string Pipeline, string Model, Ai.AiFailureKind? Failure, TimeSpan Elapsed, int Attempts, long Units, Rational Fee) : PipelineEvent;

    /// <summary>A request was turned away because too many were running and waiting.</summary>
    public sealed record AiTurnedAway(string Pipeline) : PipelineEvent;

    /// <summary>A result of an AI job was fetched.</summary>
    public sealed record AiResultDownloaded(string Pipeline, TimeSpan Elapsed, int Bytes) : PipelineEvent;

    /// <summary>Reports to the payer were dropped because its queue was full.</summary>
    public sealed record SettlementsDropped(int Count) : PipelineEvent;
}
