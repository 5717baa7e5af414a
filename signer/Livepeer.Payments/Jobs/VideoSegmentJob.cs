using System.Collections.Immutable;
using Livepeer.Crypto;

namespace Livepeer.Payments.Jobs;

/// <summary>One video segment to transcode.</summary>
/// <param name="ManifestId">Name of the stream: 1 to 128 printable ASCII characters (requirement S1).</param>
/// <param name="Sequence">Segment number, 0 or more.</param>
/// <param name="SegmentHash">Keccak-256 of the segment's bytes.</param>
/// <param name="DurationMillis">Duration, 1 to 300,000 milliseconds.</param>
/// <param name="Profiles">Renditions, 1 to 16, unique names.</param>
/// <param name="Capabilities">Serialized capabilities of the job, echoed in the segment credentials; may be empty.</param>
/// <param name="Storage">Serialized storage descriptions, echoed; usually none.</param>
/// <param name="ForceSessionReinit">Tells the transcoder that the source changed.</param>
public sealed record VideoSegmentJob(
    string ManifestId,
    long Sequence,
    Hash32 SegmentHash,
    int DurationMillis,
    ImmutableArray<VideoProfile> Profiles,
    ReadOnlyMemory<byte> Capabilities,
    ImmutableArray<ReadOnlyMemory<byte>> Storage,
    bool ForceSessionReinit) : Job
{
    /// <inheritdoc/>
    public override JobKind Kind => JobKind.VideoSegment;
}
