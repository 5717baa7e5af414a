using System.Text.Json.Serialization;

namespace Livepeer.Wire.Ai;

/// <summary>Error answer to applications.</summary>
/// <remarks>Source: go-livepeer server/ai_mediaserver.go: <c>{"error":{"message":"..."}}</c>. Code and request id are ours.</remarks>
public sealed record ErrorJson
{
    /// <summary>What went wrong.</summary>
    [JsonPropertyName("error")]
    public required ErrorBodyJson Error { get; init; }
}

/// <summary>The error itself.</summary>
public sealed record ErrorBodyJson
{
    /// <summary>One sentence.</summary>
    [JsonPropertyName("message")]
    public required string Message { get; init; }

    /// <summary>Stable code of the error catalogue.</summary>
    [JsonPropertyName("code")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }

    /// <summary>Finds the request in logs.</summary>
    [JsonPropertyName("request_id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RequestId { get; init; }
}
