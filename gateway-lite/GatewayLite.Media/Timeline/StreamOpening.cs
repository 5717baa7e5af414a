namespace GatewayLite.Media.Timeline;

/// <summary>What a publisher was allowed to open.</summary>
/// <param name="StreamName">Public name, of the alphabet of <see cref="Naming.StreamAddress"/>.</param>
/// <param name="Renditions">Renditions beside the source, with names of their own; empty when nothing is transcoded.</param>
public sealed record StreamOpening(string StreamName, IReadOnlyList<RenditionSpec> Renditions)
{
    /// <summary>Whether to take a live name over at once; null for the general setting.</summary>
    public bool? Takeover { get; init; }
}
