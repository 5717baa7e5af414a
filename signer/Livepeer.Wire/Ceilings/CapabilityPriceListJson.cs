using System.Text.Json;
using System.Text.Json.Serialization;

namespace Livepeer.Wire.Ceilings;

/// <summary>Value of go-livepeer's <c>-maxPricePerCapability</c>.</summary>
/// <remarks>Source: go-livepeer cmd/livepeer/starter getCapabilityPrices.</remarks>
public sealed record CapabilityPriceListJson
{
    /// <summary>The prices.</summary>
    [JsonPropertyName("capabilities_prices")]
    public IReadOnlyList<CapabilityPriceJson>? CapabilitiesPrices { get; init; }
}

/// <summary>One price. Numbers are kept as text: they are money.</summary>
public sealed record CapabilityPriceJson
{
    /// <summary>Pipeline, for example text-to-image.</summary>
    [JsonPropertyName("pipeline")]
    public string? Pipeline { get; init; }

    /// <summary>Model; "default" or nothing for all that have no own entry.</summary>
    [JsonPropertyName("model_id")]
    public string? ModelId { get; init; }

    /// <summary>Price of <see cref="PixelsPerUnit"/> units.</summary>
    [JsonPropertyName("price_per_unit")]
    public JsonElement PricePerUnit { get; init; }

    /// <summary>Units that the price is for.</summary>
    [JsonPropertyName("pixels_per_unit")]
    public JsonElement PixelsPerUnit { get; init; }

    /// <summary>wei, eth, a currency with a price feed; nothing for wei.</summary>
    [JsonPropertyName("currency")]
    public string? Currency { get; init; }
}

/// <summary>Serializers of price lists. Names are read in any case, as Go reads them.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, MaxDepth = 8)]
[JsonSerializable(typeof(CapabilityPriceListJson))]
internal sealed partial class CapabilityPricesJsonContext : JsonSerializerContext;
