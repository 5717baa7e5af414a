namespace GatewayLite.Pipelines.Video;

/// <summary>What a stream does with its segments; the product has one, over the network; tests of the loop bring their own.</summary>
internal interface ISegmentWork
{
    /// <summary>Decides one segment. Never throws for what orchestrators or the payer do; runs for several segments at once.</summary>
    Task<SegmentOutcome> TranscodeAsync(SourceSegment segment, CancellationToken cancellationToken);

    /// <summary>No more segments come: gives back every lease.</summary>
    Task EndAsync(CancellationToken cancellationToken);
}
