using System.Text.Json.Serialization;

namespace DevOrchestrator.Ai;

[JsonSerializable(typeof(TextToImageRequestJson))]
[JsonSerializable(typeof(ImagesJson))]
internal sealed partial class AiJson : JsonSerializerContext;
