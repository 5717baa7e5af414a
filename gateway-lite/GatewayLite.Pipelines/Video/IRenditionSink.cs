namespace GatewayLite.Pipelines.Video;

/// <summary>Port: takes what became of each source segment.</summary>
public interface IRenditionSink
{
    /// <summary>
    /// Called exactly once for every segment that was read from the source, as soon as its fate is known: later segments may come before earlier ones. Must return quickly; a
    /// thrown exception ends the stream.
    /// </summary>
    ValueTask CompleteAsync(SegmentOutcome outcome, CancellationToken cancellationToken);
}
