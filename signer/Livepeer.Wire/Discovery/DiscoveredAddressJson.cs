using System.Text.Json.Serialization;

namespace Livepeer.Wire.Discovery;

/// <summary>One entry of /discover-orchestrators. Everything in it is modelled: nothing that an orchestrator says passes through unread.</summary>
/// <remarks>Source: go-livepeer server/remote_signer.go discoveryResponse; last_seen as of PR #4090, which is not in a release.</remarks>
public sealed record DiscoveredAddressJson
{
    /// <summary>Base URI of a service.</summary>
    [JsonPropertyName("address")]
    public required string Address { get; init; }

    /// <summary>Always 1: trusted. For gateways that read the list as a webhook's.</summary>
    [JsonPropertyName("score")]
    public int Score { get; init; } = 1;

    /// <summary>Sorted names of what can be had there and paid.</summary>
    [JsonPropertyName("capabilities")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Capabilities { get; init; }

    /// <summary>Runners, in the order of their announcement.</summary>
    [JsonPropertyName("runners")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RunnerJson>? Runners { get; init; }

    /// <summary>When it last answered, RFC 3339 in UTC to the second.</summary>
    [JsonPropertyName("last_seen")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LastSeen { get; init; }
}
