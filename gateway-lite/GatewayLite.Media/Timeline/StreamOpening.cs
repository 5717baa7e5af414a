using GatewayLite.Media.Naming;

namespace GatewayLite.Media.Timeline;

/// <summary>What a publisher was allowed to open.</summary>
/// <param name="StreamName">Public name, of the alphabet of <see cref="StreamAddress"/>.</param>
/// <param name="Renditions">Renditions beside the source, with names of their own; empty when nothing is transcoded.</param>
public sealed record StreamOpening(string StreamName, IReadOnlyList<RenditionSpec> Renditions)
{
    /// <summary>Whether to take a live name over at once; null for the general setting.</summary>
    public bool? Takeover { get; init; }

    internal void Check()
    {
        string[] names = [StreamTimeline.SourceRendition, .. Renditions.Select(rendition => rendition.Name)];
        if (!StreamAddress.IsPart(StreamName) || !names.All(StreamAddress.IsPart) || names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            throw new ArgumentException("names of streams and renditions are of the alphabet A-Z a-z 0-9 . _ + - and differ from each other and from 'source'");
        }
    }
}
