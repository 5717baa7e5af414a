namespace GatewayLite.Media.Naming;

/// <summary>What the path of a publishing or playing URL names.</summary>
/// <param name="Name">Public name of the stream; empty when the path has none.</param>
/// <param name="Key">What follows the name: the stream key (RTMP), the rendition (playback); empty when absent, may contain slashes.</param>
/// <remarks>Rules: one leading <c>stream/</c> or <c>live/</c> is dropped, the extension is cut, the first slash separates name and key. Source: lpms and
/// go-livepeer server/mediaserver.go, where <c>live/</c> is removed anywhere in the path; here only at its start.</remarks>
public sealed record StreamAddress(string Name, string Key)
{
    /// <summary>Most characters of one part between slashes.</summary>
    public const int MaxPartLength = 128;

    private const int MaxParts = 16;

    /// <summary>Whether a text may stand as one part of a path: the name of a stream or of a rendition.</summary>
    public static bool IsPart(string? text) =>
        text is { Length: > 0 and <= MaxPartLength } and not ("." or "..") && !text.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>Reads the path of a URL; a query and a fragment must be gone already.</summary>
    public static StreamAddressResult Parse(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var rest = WithoutPrefix(WithoutExtension(path).AsSpan().TrimStart(" /"));
        var parts = rest.ToString().Split('/');
        if (parts.Length > MaxParts)
        {
            return new StreamAddressResult(null, StreamAddressFault.TooManyParts);
        }
        foreach (var part in parts)
        {
            if (part.Length > MaxPartLength)
            {
                return new StreamAddressResult(null, StreamAddressFault.PartTooLong);
            }
            if (part.AsSpan().ContainsAnyExcept(Allowed))
            {
                return new StreamAddressResult(null, StreamAddressFault.CharacterNotAllowed);
            }
        }
        // ".." would climb in the playback paths that are made of the name.
        return parts[0] is "." or ".."
            ? new StreamAddressResult(null, StreamAddressFault.CharacterNotAllowed)
            : new StreamAddressResult(new StreamAddress(parts[0], string.Join('/', parts[1..])), StreamAddressFault.None);
    }

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-");

    private static string WithoutExtension(string path)
    {
        var dot = path.LastIndexOf('.');
        return dot > path.LastIndexOf('/') ? path[..dot] : path;
    }

    private static ReadOnlySpan<char> WithoutPrefix(ReadOnlySpan<char> path)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["stream", "live"])
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal) && path.Length > prefix.Length && path[prefix.Length] == '/')
            {
                return path[(prefix.Length + 1)..].TrimStart('/');
            }
        }
        return path;
    }
}
