using System.Text.Json.Serialization;

namespace DevOrchestrator.Api;

/// <summary>The network's JSON form of an error.</summary>
internal sealed record ErrorJson([property: JsonPropertyName("error")] ErrorMessageJson Error);

/// <summary>Its content.</summary>
internal sealed record ErrorMessageJson([property: JsonPropertyName("message")] string Message);

[JsonSerializable(typeof(ErrorJson))]
internal sealed partial class ApiJson : JsonSerializerContext;
