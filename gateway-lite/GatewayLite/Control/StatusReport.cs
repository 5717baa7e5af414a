using GatewayLite.Ingest;
using GatewayLite.Media.Segments;
using GatewayLite.Media.Timeline;
using GatewayLite.Payers;
using GatewayLite.Pipelines.Ai;
using GatewayLite.Pipelines.Dispatch;
using GatewayLite.Pipelines.Status;
using Livepeer.Hosting.Program;
using Livepeer.Orchestrators.Catalog;

namespace GatewayLite.Control;

/// <summary>What /status says.</summary>
internal sealed class StatusReport(
    LiveStreams streams,
    TranscodingHistory history,
    AiSessions ai,
    OrchestratorNetwork network,
    JudgedWork work,
    SenderWatch sender,
    SegmentMemory memory,
    TimeProvider time)
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    public StatusJson Make() => new(
        ProductVersion.Text,
        _startedAt,
        sender.Address?.ToString(),
        [.. streams.List().Where(timeline => timeline.Current is not null).Select(Stream)],
        Ai(ai.Status),
        [.. network.Directory.Explain(work.Demand).Select(Orchestrator)],
        new MemoryStatusJson(memory.UsedBytes, memory.BudgetBytes));

    private StreamStatusJson Stream(StreamTimeline timeline)
    {
        var counts = timeline.Counts;
        var publication = timeline.Current!;
        return new StreamStatusJson(
            timeline.StreamName,
            publication.PublishId,
            timeline.IsLive,
            publication.StartedAt,
            [.. timeline.Snapshot().Renditions.Select(rendition => new RenditionStatusJson(rendition.Name, rendition.Width, rendition.Height, rendition.AverageBitsPerSecond))],
            counts.SourceSegments,
            counts.RenditionSegments,
            counts.Gaps,
            counts.LateRenditions,
            counts.Discontinuities,
            history.Find(publication.PublishId) is { } status ? Transcoding(status) : null);
    }

    private static TranscodingStatusJson Transcoding(VideoStreamStatus status) => new(
        status.Orchestrator?.AbsoluteUri,
        status.Standby?.AbsoluteUri,
        status.SegmentsRead,
        status.SegmentsTranscoded,
        status.SegmentsLost,
        status.SegmentsInFlight,
        status.Tickets,
        status.PaidExpectedValue.ToString(),
        status.Failovers,
        status.LastLatencyScore,
        status.LastError,
        status.LastErrorAt);

    private static AiStatusJson Ai(AiStatus status) => new(
        status.Jobs, status.Succeeded, status.Failed, status.RejectedBusy, status.InFlight, status.Waiting, status.Tickets, status.PaidExpectedValue.ToString(), status.LastError);

    private static OrchestratorStatusJson Orchestrator(Candidate candidate) => new(
        candidate.Uri.AbsoluteUri,
        candidate.Verdict == CandidateVerdict.Eligible,
        candidate.Verdict == CandidateVerdict.Eligible ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"chosen with a chance of {candidate.Chance:0.00}") : candidate.Reason,
        candidate.Price?.ToString(),
        candidate.LastSeen);
}
