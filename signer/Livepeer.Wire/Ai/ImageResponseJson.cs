using System.Text.Json;
using System.Text.Json.Serialization;

namespace Livepeer.Wire.Ai;

/// <summary>Answer of the image pipelines, and of image-to-video.</summary>
/// <remarks>Source: livepeer ai-runner openapi.yaml ImageResponse.</remarks>
public sealed record ImageResponseJson
{
    /// <summary>The images.</summary>
    [JsonPropertyName("images")]
    public required IReadOnlyList<MediaJson> Images { get; init; }

    /// <summary>Everything else, untouched.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}

/// <summary>One image or video.</summary>
public sealed record MediaJson
{
    /// <summary>A link, or a data URL with the image inside.</summary>
    [JsonPropertyName("url")]
    public required string Url { get; init; }

    /// <summary>Seed it was made from.</summary>
    [JsonPropertyName("seed")]
    public long Seed { get; init; }

    /// <summary>Whether the safety check objects.</summary>
    [JsonPropertyName("nsfw")]
    public bool Nsfw { get; init; }

    /// <summary>Everything else, untouched.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}
