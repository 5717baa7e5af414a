using System.Text.Json;
using System.Text.Json.Serialization;

namespace Livepeer.Wire.Discovery;

/// <summary>Serializers of the discovery bodies. Names are read in any case, as Go reads them.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, MaxDepth = DiscoveryLimits.JsonDepth)]
[JsonSerializable(typeof(RunnerJson))]
[JsonSerializable(typeof(ListedAddressJson))]
[JsonSerializable(typeof(AnnouncedNodeJson))]
[JsonSerializable(typeof(DiscoveredAddressJson))]
public sealed partial class DiscoveryJsonContext : JsonSerializerContext;

/// <summary>One entry of a list of orchestrators as webhooks give it. Members not named here are for others.</summary>
/// <remarks>Source: go-livepeer discovery/wh_discovery.go webhookResponse.</remarks>
public sealed record ListedAddressJson
{
    /// <summary>Base URI.</summary>
    [JsonPropertyName("address")]
    public string? Address { get; init; }
}

/// <summary>One entry of /discovery. Its runners are read one by one, so that a bad one costs no other.</summary>
/// <remarks>Source: go-livepeer server/ai_http.go liveRunnerDiscoveryEntry.</remarks>
public sealed record AnnouncedNodeJson
{
    /// <summary>Base URI of the node.</summary>
    [JsonPropertyName("address")]
    public string? Address { get; init; }

    /// <summary>As <see cref="RunnerJson"/>, if all is well.</summary>
    [JsonPropertyName("runners")]
    public IReadOnlyList<JsonElement>? Runners { get; init; }
}
