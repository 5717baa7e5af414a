using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Money;
using Livepeer.Wire.Headers;
using Livepeer.Wire.Matching;
using Livepeer.Wire.SignerApi;

namespace Livepeer.Wire.Ceilings;

/// <summary>Reads price lists as go-livepeer's <c>-maxPricePerCapability</c> has them. Where go-livepeer goes on without the list, this refuses: a ceiling that is not in force costs money.</summary>
public static class CapabilityPriceReader
{
    /// <summary>Entries of a list.</summary>
    public const int MaxEntries = 1024;

    private const string Wei = "wei";

    /// <summary>Reads a list.</summary>
    /// <param name="json">JSON text.</param>
    /// <param name="prices">The entries; null when refused.</param>
    /// <param name="problem">What is wrong, to stand behind "the list is".</param>
    public static bool TryRead(string json, [NotNullWhen(true)] out IReadOnlyList<CapabilityPrice>? prices, [NotNullWhen(false)] out string? problem)
    {
        prices = null;
        CapabilityPriceListJson? list;
        try
        {
            list = JsonSerializer.Deserialize(json, CapabilityPricesJsonContext.Default.CapabilityPriceListJson);
        }
        catch (JsonException failure)
        {
            problem = $"no price list in JSON: {failure.Message}";
            return false;
        }

        if (list?.CapabilitiesPrices is not { Count: > 0 and <= MaxEntries } entries)
        {
            problem = $"no price list with 1 to {MaxEntries} entries under capabilities_prices";
            return false;
        }

        var read = new Dictionary<(Capability, string), CapabilityPrice>();
        foreach (var entry in entries)
        {
            if (!TryRead(entry, out var price, out problem))
            {
                return false;
            }

            if (!read.TryAdd((price.Capability, price.ModelId), price))
            {
                problem = $"ambiguous: {entry.Pipeline} with the model {price.ModelId} is there twice";
                return false;
            }
        }

        prices = [.. read.Values];
        problem = null;
        return true;
    }

    private static bool TryRead(CapabilityPriceJson? entry, [NotNullWhen(true)] out CapabilityPrice? price, [NotNullWhen(false)] out string? problem)
    {
        price = null;
        if (!PipelineNames.TryGetCapability(entry?.Pipeline ?? "", out var capability))
        {
            problem = $"wrong about the pipeline '{entry?.Pipeline}', which the network does not have: it has {string.Join(", ", PipelineNames.All)}";
            return false;
        }

        var model = entry!.ModelId is { Length: > 0 } named ? named : PriceCeilings.DefaultModel;
        if (model.Length > WireLimits.ModelIdLength || !TryReadNumber(entry.PricePerUnit, out var wei) || !TryReadNumber(entry.PixelsPerUnit, out var units))
        {
            problem = $"not readable at {entry.Pipeline}: model_id is text, price_per_unit and pixels_per_unit are numbers";
            return false;
        }

        price = new CapabilityPrice(capability, model, wei, units, entry.Currency is { Length: > 0 } currency ? currency.ToLowerInvariant() : Wei);
        problem = null;
        return true;
    }

    private static bool TryReadNumber(JsonElement json, out Rational? number)
    {
        number = null;
        if (json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return true;
        }

        if (json.ValueKind != JsonValueKind.Number || !DecimalText.TryParse(json.GetRawText(), out var value))
        {
            return false;
        }

        number = value.Sign > 0 ? value : null;
        return true;
    }
}
