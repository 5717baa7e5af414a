using System.Text.Json.Serialization;

namespace DevOrchestrator.Control;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FaultRequestJson))]
[JsonSerializable(typeof(FaultStateJson))]
[JsonSerializable(typeof(OrchestratorStats))]
[JsonSerializable(typeof(ReadyJson))]
internal sealed partial class ControlJson : JsonSerializerContext;
