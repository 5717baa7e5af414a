namespace GatewayLite.Pipelines.Ai;

/// <summary>Kinds of image that clients get, told by their bytes: what an orchestrator calls its file decides nothing, or it could have pages and scripts served from here.</summary>
/// <param name="ContentType">For example <c>image/png</c>.</param>
/// <param name="Extension">Without the dot.</param>
internal sealed record ImageKind(string ContentType, string Extension)
{
    private static readonly ImageKind Png = new("image/png", "png");
    private static readonly ImageKind Jpeg = new("image/jpeg", "jpg");
    private static readonly ImageKind Gif = new("image/gif", "gif");
    private static readonly ImageKind WebP = new("image/webp", "webp");

    /// <returns>Null when the bytes are none of them.</returns>
    public static ImageKind? Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]))
        {
            return Png;
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]))
        {
            return Jpeg;
        }

        if (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8))
        {
            return Gif;
        }

        return bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? WebP : null;
    }
}
