using System.Collections.Immutable;

namespace GatewayLite.Pipelines.Video;

/// <summary>What became of a source segment: all renditions, or a gap in all of them.</summary>
/// <param name="Sequence">The source segment.</param>
public abstract record SegmentOutcome(long Sequence)
{
    /// <summary>Transcoded and verified.</summary>
    /// <param name="Sequence">The source segment.</param>
    /// <param name="Renditions">One per requested profile, in that order. The bytes belong to the receiver.</param>
    /// <param name="Orchestrator">Base URI of who did it.</param>
    public sealed record Transcoded(long Sequence, ImmutableArray<Rendition> Renditions, Uri Orchestrator) : SegmentOutcome(Sequence);

    /// <summary>Lost for good: a gap in every rendition.</summary>
    /// <param name="Sequence">The source segment.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Message">One sentence, safe to show.</param>
    public sealed record Lost(long Sequence, LossReason Reason, string Message) : SegmentOutcome(Sequence);
}

/// <summary>One rendition of one segment.</summary>
/// <param name="Profile">Name of the profile.</param>
/// <param name="Data">The bytes, as the orchestrator made them.</param>
/// <param name="Pixels">Output pixels that the orchestrator bills.</param>
public sealed record Rendition(string Profile, ReadOnlyMemory<byte> Data, long Pixels);
