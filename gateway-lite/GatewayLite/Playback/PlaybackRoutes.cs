using System.Globalization;
using GatewayLite.Ai;
using GatewayLite.Media.Hls;
using GatewayLite.Media.Timeline;
using Microsoft.Net.Http.Headers;

namespace GatewayLite.Playback;

/// <summary>HLS of every stream, and the media that AI requests left here: public, by the paths of go-livepeer.</summary>
internal static class PlaybackRoutes
{
    private const string PlaylistCaching = "max-age=1";
    private const string SegmentCaching = "public, max-age=3600, immutable";

    // Without ?v= a number may mean another segment once the stream was published anew. Source: go-livepeer's own value for everything it serves.
    private const string UnnamedSegmentCaching = "max-age=5";

    // The server copies what it is given before it waits for the viewer: pieces keep that copy small for each of many slow viewers.
    private const int PieceBytes = 64 * 1024;

    public static void MapPlayback(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/stream/{file}", [HttpMethods.Get, HttpMethods.Head], Master);
        routes.MapMethods("/stream/{name}/{file}", [HttpMethods.Get, HttpMethods.Head], Media);
        routes.MapMethods("/stream/{name}/{rendition}/{file}", [HttpMethods.Get, HttpMethods.Head], SegmentAsync);
    }

    private static IResult Master(string file, HttpContext http, LiveStreams streams) =>
        NameOf(file, ".m3u8") is { } name && streams.Find(name) is { } timeline
            ? Playlist(http, HlsPlaylist.Master(timeline.Snapshot()))
            : Absent(http);

    private static IResult Media(string name, string file, HttpContext http, LiveStreams streams, MediaShelf shelf)
    {
        if (NameOf(file, ".m3u8") is { } rendition)
        {
            return streams.Find(name) is { } timeline ? Playlist(http, HlsPlaylist.Media(timeline.Snapshot(), rendition)) : Absent(http);
        }

        if (shelf.Find(http.Request.Path) is not { } media)
        {
            return Absent(http);
        }

        Open(http, SegmentCaching);
        // What an orchestrator made is shown as what it is and never run.
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return Results.Bytes(media.Data, media.ContentType);
    }

    private static async Task<IResult> SegmentAsync(string name, string rendition, string file, HttpContext http, LiveStreams streams)
    {
        if (NameOf(file, ".ts") is not { } digits || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || streams.Find(name)?.TryGetSegment(rendition, number) is not { } segment)
        {
            return Absent(http);
        }

        using (segment)
        {
            // A player that was told of another publication must not get this one's bytes under the old address.
            var publishId = http.Request.Query["v"].ToString();
            if (publishId.Length > 0 && publishId != segment.Facts.PublishId)
            {
                return Absent(http);
            }

            Open(http, publishId.Length > 0 ? SegmentCaching : UnnamedSegmentCaching);
            http.Response.ContentType = HlsPlaylist.SegmentContentType;
            http.Response.ContentLength = segment.Length;
            if (HttpMethods.IsGet(http.Request.Method))
            {
                await SendAsync(http, segment.Bytes);
            }
        }

        return Results.Empty;
    }

    private static async Task SendAsync(HttpContext http, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty && !http.RequestAborted.IsCancellationRequested)
        {
            var piece = bytes[..Math.Min(PieceBytes, bytes.Length)];
            await http.Response.BodyWriter.WriteAsync(piece, http.RequestAborted);
            bytes = bytes[piece.Length..];
        }
    }

    private static IResult Playlist(HttpContext http, string? text)
    {
        if (text is null)
        {
            return Absent(http);
        }

        Open(http, PlaylistCaching);
        return Results.Text(text, HlsPlaylist.ContentType);
    }

    private static IResult Absent(HttpContext http)
    {
        // A player asks again: an absence must not be remembered.
        Open(http, "no-store");
        return Results.Text("not found\n", "text/plain", statusCode: StatusCodes.Status404NotFound);
    }

    private static void Open(HttpContext http, string caching)
    {
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = HeaderNames.ContentLength;
        headers.CacheControl = caching;
    }

    private static string? NameOf(string file, string extension) =>
        file.EndsWith(extension, StringComparison.Ordinal) && file.Length > extension.Length ? file[..^extension.Length] : null;
}
