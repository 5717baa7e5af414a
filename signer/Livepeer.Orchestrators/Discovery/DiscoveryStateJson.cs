using System.Text.Json.Serialization;
using Livepeer.Wire.Discovery;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>The stored state. A program that finds another version starts without.</summary>
internal sealed record DiscoveryStateJson(int Version, IReadOnlyList<KnownOrchestratorJson?>? Orchestrators)
{
    public const int CurrentVersion = 1;
}

/// <summary>One orchestrator of the state: its offer is a serialized net.OrchestratorInfo without what is for one session.</summary>
internal sealed record KnownOrchestratorJson(
    string? Uri,
    bool Vouched,
    byte[]? Offer,
    string? Recipient,
    DateTimeOffset LastSeen,
    double RoundTripMillis,
    DateTimeOffset? RunnersSeen,
    IReadOnlyList<KnownNodeJson?>? Nodes);

internal sealed record KnownNodeJson(string? Address, IReadOnlyList<RunnerJson?>? Runners);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 16)]
[JsonSerializable(typeof(DiscoveryStateJson))]
internal sealed partial class DiscoveryStateJsonContext : JsonSerializerContext;
