namespace GatewayLite.Media.Segments;

/// <summary>What the tracks of a segment are, as its parameter sets say.</summary>
/// <param name="VideoCodec">RFC 6381 name such as <c>avc1.64001f</c>; null without video.</param>
/// <param name="AudioCodec">RFC 6381 name such as <c>mp4a.40.2</c>; null without audio.</param>
/// <param name="Width">Visible width in pixels (cropping applied); 0 when unknown.</param>
/// <param name="Height">Visible height in pixels (cropping applied); 0 when unknown.</param>
public sealed record MediaFormat(string? VideoCodec, string? AudioCodec, int Width, int Height)
{
    /// <summary>Value of an HLS CODECS attribute; empty when no track is known.</summary>
    public string Codecs => string.Join(',', new[] { VideoCodec, AudioCodec }.Where(codec => codec is not null));
}
