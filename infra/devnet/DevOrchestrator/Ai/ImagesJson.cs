using System.Text.Json.Serialization;

namespace DevOrchestrator.Ai;

/// <summary>Answer of the image pipelines.</summary>
internal sealed record ImagesJson([property: JsonPropertyName("images")] IReadOnlyList<ImageJson> Images);

/// <summary>One image: a data URL or an address at this orchestrator.</summary>
internal sealed record ImageJson(
    [property: JsonPropertyName("nsfw")] bool Nsfw,
    [property: JsonPropertyName("seed")] long Seed,
    [property: JsonPropertyName("url")] string Url);
