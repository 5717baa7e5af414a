using System.Runtime.CompilerServices;
using GatewayLite.Media.Timeline;
using GatewayLite.Pipelines.Video;
using SourceSegment = GatewayLite.Pipelines.Video.SourceSegment;

namespace GatewayLite.Ingest;

/// <summary>A publication's segments as the transcoding side reads them; the bytes stay where they are.</summary>
internal sealed class TimelineSource(Publication publication) : ISegmentSource
{
    public async IAsyncEnumerable<SourceSegment> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var segment in publication.ReadSourceAsync(cancellationToken))
        {
            yield return new SourceSegment(segment.Number, segment.Facts.Duration.ToTimeSpan(), segment.Bytes, segment)
            {
                FormatChanged = segment.Facts.Discontinuity,
            };
        }
    }
}
