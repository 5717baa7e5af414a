using System.Text.Json;
using System.Text.Json.Serialization;

namespace Livepeer.Wire.Ai;

/// <summary>Body of text-to-image. Fields that only the runner reads, and fields not known here, are kept and forwarded as they came.</summary>
/// <remarks>Source: livepeer ai-runner openapi.yaml TextToImageParams; go-livepeer ai/worker.</remarks>
public sealed record TextToImageRequestJson
{
    /// <summary>The model; in effect required, orchestrators crash on its absence.</summary>
    [JsonPropertyName("model_id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ModelId { get; init; }

    /// <summary>What to draw.</summary>
    [JsonPropertyName("prompt")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Prompt { get; init; }

    /// <summary>Pixels; gateways forward 512 when absent.</summary>
    [JsonPropertyName("width")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Width { get; init; }

    /// <summary>Pixels; gateways forward 512 when absent.</summary>
    [JsonPropertyName("height")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Height { get; init; }

    /// <summary>Images; gateways forward at least 1.</summary>
    [JsonPropertyName("num_images_per_prompt")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? NumImagesPerPrompt { get; init; }

    /// <summary>Steps per image; only for measuring how fast an orchestrator is.</summary>
    [JsonPropertyName("num_inference_steps")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? NumInferenceSteps { get; init; }

    /// <summary>Everything else, untouched.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}
