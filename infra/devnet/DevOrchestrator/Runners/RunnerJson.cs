using System.Text.Json.Serialization;

namespace DevOrchestrator.Runners;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(DiscoveryJson[]))]
[JsonSerializable(typeof(ChallengeJson))]
[JsonSerializable(typeof(SessionJson))]
[JsonSerializable(typeof(RefreshRequestJson))]
[JsonSerializable(typeof(EchoJson))]
internal sealed partial class RunnerJson : JsonSerializerContext;

/// <summary>One orchestrator in the answer of GET /discovery.</summary>
internal sealed record DiscoveryJson(
    [property: JsonPropertyName("address")] string Address,
    [property: JsonPropertyName("runners")] IReadOnlyList<DiscoveredRunnerJson> Runners);

/// <summary>One runner in it.</summary>
internal sealed record DiscoveredRunnerJson(
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("app")] string App,
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("mode")] string Mode,
    [property: JsonPropertyName("capacity")] int Capacity,
    [property: JsonPropertyName("capacity_used")] int CapacityUsed,
    [property: JsonPropertyName("capacity_available")] int CapacityAvailable,
    [property: JsonPropertyName("price_info")] RunnerPriceJson? PriceInfo);

/// <summary>Its price.</summary>
internal sealed record RunnerPriceJson(
    [property: JsonPropertyName("price")] long Price, [property: JsonPropertyName("currency")] string Currency, [property: JsonPropertyName("unit")] string Unit);

/// <summary>What has to be paid before the same request is repeated.</summary>
/// <param name="PaymentParams">An OrchestratorInfo.</param>
/// <param name="Orchestrator">Where the orchestrator is.</param>
/// <param name="ManifestId">The session to be.</param>
/// <param name="PaymentUrl">Where later payments go.</param>
internal sealed record ChallengeJson(
    [property: JsonPropertyName("payment_params")] byte[] PaymentParams,
    [property: JsonPropertyName("orchestrator")] string Orchestrator,
    [property: JsonPropertyName("manifest_id")] string ManifestId,
    [property: JsonPropertyName("payment_url")] string PaymentUrl);

/// <summary>A reserved session.</summary>
internal sealed record SessionJson(
    [property: JsonPropertyName("session_id")] string SessionId, [property: JsonPropertyName("app_url")] string AppUrl, [property: JsonPropertyName("control_url")] string ControlUrl);

/// <summary>Body of POST /refresh-payment.</summary>
internal sealed record RefreshRequestJson([property: JsonPropertyName("sender")] string? Sender, [property: JsonPropertyName("manifest_id")] string? ManifestId);

/// <summary>What the application answers to a request without a body.</summary>
internal sealed record EchoJson(
    [property: JsonPropertyName("runner")] string Runner, [property: JsonPropertyName("session")] string Session, [property: JsonPropertyName("path")] string Path);
