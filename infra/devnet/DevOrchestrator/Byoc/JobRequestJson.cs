using System.Text.Json.Serialization;

namespace DevOrchestrator.Byoc;

/// <summary>The header Livepeer of a job, under base64. Source: go-livepeer byoc/types.go.</summary>
internal sealed record JobRequestJson
{
    public const string HeaderName = "Livepeer";

    [JsonPropertyName("id")]
    public string Id { get; init; } = string.Empty;

    /// <summary>Itself a JSON document.</summary>
    [JsonPropertyName("request")]
    public string Request { get; init; } = string.Empty;

    /// <summary>Itself a JSON document.</summary>
    [JsonPropertyName("parameters")]
    public string Parameters { get; init; } = string.Empty;

    [JsonPropertyName("capability")]
    public string Capability { get; init; } = string.Empty;

    /// <summary>0x and 40 hex digits.</summary>
    [JsonPropertyName("sender")]
    public string Sender { get; init; } = string.Empty;

    /// <summary>0x and 130 hex digits.</summary>
    [JsonPropertyName("sig")]
    public string Sig { get; init; } = string.Empty;

    [JsonPropertyName("timeout_seconds")]
    public int TimeoutSeconds { get; init; }
}
