namespace GatewayLite.Pipelines.Video;

/// <summary>Port: the source segments of one stream, in order.</summary>
public interface ISegmentSource
{
    /// <summary>
    /// Source segments with rising sequence numbers. Read once, by one reader, who disposes every segment. A reader that is slow must not make the publisher wait: the source bounds
    /// its backlog itself. Ends when the stream ends.
    /// </summary>
    IAsyncEnumerable<SourceSegment> ReadAsync(CancellationToken cancellationToken);
}
