using System.Text.Json.Serialization;

namespace DevOrchestrator.Live;

[JsonSerializable(typeof(LiveRequestJson))]
[JsonSerializable(typeof(LiveStreamJson))]
internal sealed partial class LiveJson : JsonSerializerContext;

/// <summary>Body of POST /live-video-to-video, as far as it matters here.</summary>
internal sealed record LiveRequestJson([property: JsonPropertyName("model_id")] string? ModelId);

/// <summary>Its answer. The names are from the gateway's point of view: it publishes to the first and subscribes to the second.</summary>
internal sealed record LiveStreamJson(
    [property: JsonPropertyName("publish_url")] string PublishUrl,
    [property: JsonPropertyName("subscribe_url")] string SubscribeUrl,
    [property: JsonPropertyName("control_url")] string ControlUrl,
    [property: JsonPropertyName("events_url")] string EventsUrl,
    [property: JsonPropertyName("manifest_id")] string ManifestId);
