using GatewayLite.Media.Segments;
using GatewayLite.Media.Timeline;
using GatewayLite.Pipelines.Video;

namespace GatewayLite.Ingest;

/// <summary>Puts what became of each segment back into its timeline: bytes, or a gap in every rendition.</summary>
internal sealed class TimelineSink(StreamTimeline timeline, SegmentMemory memory) : IRenditionSink
{
    public ValueTask CompleteAsync(SegmentOutcome outcome, CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case SegmentOutcome.Transcoded done:
                foreach (var rendition in done.Renditions)
                {
                    Append(done.Sequence, rendition);
                }

                break;
            default:
                foreach (var rendition in timeline.Renditions)
                {
                    _ = timeline.AppendGap(rendition.Name, outcome.Sequence);
                }

                break;
        }

        return ValueTask.CompletedTask;
    }

    private void Append(long number, Rendition rendition)
    {
        using var bytes = timeline.TryRent(memory, rendition.Data.Length);
        if (bytes is null || !bytes.TryWrite(rendition.Data.Span))
        {
            // The byte budget is spent by other streams; the players lose this piece and nothing else.
            _ = timeline.AppendGap(rendition.Profile, number);
            return;
        }

        _ = timeline.AppendRendition(rendition.Profile, number, bytes);
    }
}
