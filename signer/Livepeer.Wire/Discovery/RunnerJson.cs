using System.Text.Json;
using System.Text.Json.Serialization;

namespace Livepeer.Wire.Discovery;

/// <summary>A runner in /discovery, in /discover-orchestrators and in stored state. Members and their order are go-livepeer's.</summary>
/// <remarks>Source: go-livepeer ai/runner/live_runner.go LiveRunnerDiscoveryRunner.</remarks>
public sealed record RunnerJson
{
    /// <summary>See <see cref="OfferedRunner.Url"/>.</summary>
    [JsonPropertyName("url")]
    public string Url { get; init; } = "";

    /// <summary>See <see cref="OfferedRunner.Gpu"/>.</summary>
    [JsonPropertyName("gpu")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunnerGpuJson? Gpu { get; init; }

    /// <summary>See <see cref="OfferedRunner.App"/>.</summary>
    [JsonPropertyName("app")]
    public string App { get; init; } = "";

    /// <summary>See <see cref="OfferedRunner.Version"/>.</summary>
    [JsonPropertyName("version")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Version { get; init; }

    /// <summary>See <see cref="OfferedRunner.Metadata"/>.</summary>
    [JsonPropertyName("metadata")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Metadata { get; init; }

    /// <summary>See <see cref="OfferedRunner.Mode"/>.</summary>
    [JsonPropertyName("mode")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Mode { get; init; }

    /// <summary>See <see cref="OfferedRunner.Capacity"/>.</summary>
    [JsonPropertyName("capacity")]
    public long Capacity { get; init; }

    /// <summary>See <see cref="OfferedRunner.CapacityUsed"/>.</summary>
    [JsonPropertyName("capacity_used")]
    public long CapacityUsed { get; init; }

    /// <summary>See <see cref="OfferedRunner.CapacityAvailable"/>.</summary>
    [JsonPropertyName("capacity_available")]
    public long CapacityAvailable { get; init; }

    /// <summary>See <see cref="OfferedRunner.Price"/>.</summary>
    [JsonPropertyName("price_info")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunnerPriceJson? PriceInfo { get; init; }
}

/// <summary>See <see cref="RunnerGpu"/>.</summary>
public sealed record RunnerGpuJson
{
    /// <summary>See <see cref="RunnerGpu.Id"/>.</summary>
    [JsonPropertyName("id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>See <see cref="RunnerGpu.Name"/>.</summary>
    [JsonPropertyName("name")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>See <see cref="RunnerGpu.VramMegabytes"/>.</summary>
    [JsonPropertyName("vram_mb")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long VramMb { get; init; }
}

/// <summary>See <see cref="RunnerPrice"/>. The price may be larger than any machine number.</summary>
public sealed record RunnerPriceJson
{
    /// <summary>A number, or a number in quotes.</summary>
    [JsonPropertyName("price")]
    public JsonElement Price { get; init; }

    /// <summary>See <see cref="RunnerPrice.Currency"/>.</summary>
    [JsonPropertyName("currency")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Currency { get; init; }

    /// <summary>See <see cref="RunnerPrice.Unit"/>.</summary>
    [JsonPropertyName("unit")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Unit { get; init; }
}
