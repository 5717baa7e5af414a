using System.Collections.Immutable;
using Livepeer.Payments.Jobs;

namespace GatewayLite.Pipelines.Video;

/// <summary>A stream to be transcoded.</summary>
/// <param name="StreamId">Name in status and logs, unique among running streams.</param>
/// <param name="ManifestId">Name that orchestrators see: 1 to 128 printable ASCII characters.</param>
/// <param name="Profiles">Renditions, 1 to 16, unique safe names.</param>
/// <param name="Ingest">How the source came in; decides the capabilities that are asked for.</param>
public sealed record VideoStreamOrder(string StreamId, string ManifestId, ImmutableArray<VideoProfile> Profiles, IngestKind Ingest);

/// <summary>How a source came in.</summary>
public enum IngestKind
{
    /// <summary>Cut by this gateway from a live connection.</summary>
    Live,

    /// <summary>Pushed as finished segments.</summary>
    Push,
}
