using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;
using GatewayLite.Media.Timeline;
using Microsoft.Net.Http.Headers;

namespace GatewayLite.Playback;

/// <summary>The page at / that lists live streams and plays one. Its files are inside the program.</summary>
internal static class PlayerPage
{
    // hls.js makes its worker and its media source from blobs.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; media-src 'self' blob:; worker-src 'self' blob:; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";

    private static readonly FrozenDictionary<string, PageFile> Files = new Dictionary<string, PageFile>
    {
        ["/"] = Read("index.html", "text/html; charset=utf-8"),
        ["/player.css"] = Read("player.css", "text/css; charset=utf-8"),
        ["/player.js"] = Read("player.js", "text/javascript; charset=utf-8"),
        ["/hls.js"] = Read("hls.js", "text/javascript; charset=utf-8"),
    }.ToFrozenDictionary();

    /// <summary>Whether hls.js was there when the program was built; without it only browsers that play HLS by themselves can play.</summary>
    public static bool HasScriptPlayer => Files["/hls.js"].Bytes.Length > 0;

    public static void MapPlayerPage(this IEndpointRouteBuilder routes)
    {
        foreach (var (path, file) in Files)
        {
            routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], (HttpContext http) => Serve(http, file));
        }

        routes.MapGet("/streams", List);
    }

    private static IResult Serve(HttpContext http, PageFile file)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers[HeaderNames.CacheControl] = "no-cache";
        return Results.Bytes(file.Bytes, file.ContentType, entityTag: file.Tag);
    }

    private static IResult List(HttpContext http, LiveStreams streams, IngestAddress ingest)
    {
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        var listed = streams.List()
            .Where(timeline => timeline.Current is not null)
            .Select(timeline => new ListedStreamJson(
                timeline.StreamName,
                timeline.Current!.PublishId,
                $"/stream/{timeline.StreamName}.m3u8",
                timeline.IsLive,
                [.. timeline.Renditions.Select(rendition => rendition.Name)]));
        return Results.Json(new StreamListJson(ingest.SeenFrom(http.Request.Host), [.. listed]), PlayerPageJson.Default.StreamListJson);
    }

    private static PageFile Read(string name, string contentType)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("web." + name);
        if (stream is null)
        {
            return new PageFile([], contentType);
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new PageFile(bytes, contentType);
    }

    private sealed class PageFile(byte[] bytes, string contentType)
    {
        public byte[] Bytes => bytes;

        public string ContentType => contentType;

        public EntityTagHeaderValue Tag { get; } = new($"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes).AsSpan(0, 8))}\"");
    }
}

internal sealed record StreamListJson(
    [property: JsonPropertyName("ingest")] string Ingest,
    [property: JsonPropertyName("streams")] IReadOnlyList<ListedStreamJson> Streams);

internal sealed record ListedStreamJson(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("publishId")] string PublishId,
    [property: JsonPropertyName("playlist")] string Playlist,
    [property: JsonPropertyName("live")] bool Live,
    [property: JsonPropertyName("renditions")] IReadOnlyList<string> Renditions);

[JsonSerializable(typeof(StreamListJson))]
internal sealed partial class PlayerPageJson : JsonSerializerContext;
