using System.Text.Json.Serialization;

namespace DevOrchestrator.Ai;

/// <summary>Request body of /text-to-image, as far as it matters here.</summary>
internal sealed record TextToImageRequestJson
{
    [JsonPropertyName("prompt")]
    public string? Prompt { get; init; }

    [JsonPropertyName("model_id")]
    public string? ModelId { get; init; }

    [JsonPropertyName("width")]
    public int? Width { get; init; }

    [JsonPropertyName("height")]
    public int? Height { get; init; }

    [JsonPropertyName("num_images_per_prompt")]
    public int? NumImagesPerPrompt { get; init; }

    [JsonPropertyName("seed")]
    public long? Seed { get; init; }
}
