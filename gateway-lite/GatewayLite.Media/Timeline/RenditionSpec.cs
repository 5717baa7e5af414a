namespace GatewayLite.Media.Timeline;

/// <summary>A rendition that a stream will have beside its source.</summary>
/// <param name="Name">Name in playback paths, of the alphabet of stream names; not <c>source</c>.</param>
/// <param name="Width">Announced width in pixels until it is measured; 0 when not known beforehand.</param>
/// <param name="Height">Announced height in pixels until it is measured; 0 when not known beforehand.</param>
/// <param name="BitsPerSecond">Announced bit rate until it is measured; 0 when not known beforehand.</param>
public sealed record RenditionSpec(string Name, int Width, int Height, long BitsPerSecond);
