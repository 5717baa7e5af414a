using System.Text.Json.Serialization;

namespace Livepeer.Wire.Ai;

/// <summary>Serializers of the AI bodies.</summary>
[JsonSerializable(typeof(TextToImageRequestJson))]
[JsonSerializable(typeof(ImageResponseJson))]
[JsonSerializable(typeof(ErrorJson))]
public sealed partial class AiJsonContext : JsonSerializerContext;
