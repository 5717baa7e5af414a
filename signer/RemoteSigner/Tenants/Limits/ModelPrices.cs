using System.Collections.Immutable;
using System.Globalization;
using Livepeer.Hosting.Options;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Money;
using Livepeer.Wire.Matching;

namespace RemoteSigner.Tenants.Limits;

/// <summary>Price ceilings of AI models as operators write them: <c>text-to-image/stabilityai/sd-turbo=1200</c>, divided by commas.</summary>
internal static class ModelPrices
{
    public static bool TryParse(string text, out ImmutableDictionary<CapabilityModel, Rational> value, out string problem)
    {
        var prices = ImmutableDictionary.CreateBuilder<CapabilityModel, Rational>();
        value = ImmutableDictionary<CapabilityModel, Rational>.Empty;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            problem = $"no list of prices: '{part}' is not pipeline/model=wei";
            var slash = part.IndexOf('/', StringComparison.Ordinal);
            var equals = part.LastIndexOf('=');
            if (slash < 1 || equals < slash + 2)
            {
                return false;
            }

            if (!TryCapability(part[..slash], out var capability))
            {
                problem = $"no list of prices: '{part[..slash]}' is no pipeline";
                return false;
            }

            var price = part[(equals + 1)..];
            if (!OptionParsers.Price(price, out var wei, out var expected) && !OptionParsers.Fraction(price, out wei, out _))
            {
                problem = $"no list of prices: '{price}' is {expected}";
                return false;
            }

            prices[new CapabilityModel(capability, part[(slash + 1)..equals])] = wei;
        }

        problem = "an empty list";
        value = prices.ToImmutable();
        return prices.Count > 0;
    }

    /// <summary>The same form; null without any price.</summary>
    public static string? Text(ImmutableDictionary<CapabilityModel, Rational> prices) => prices.IsEmpty
        ? null
        : string.Join(',', prices.Select(price => $"{Name(price.Key.Capability)}/{price.Key.Model}={price.Value}").Order(StringComparer.Ordinal));

    private static bool TryCapability(string text, out uint capability)
    {
        if (PipelineNames.TryGetCapability(text, out var known))
        {
            capability = (uint)known;
            return true;
        }

        return uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out capability);
    }

    private static string Name(uint capability) => PipelineNames.TryGetName(capability, out var name) ? name : capability.ToString(CultureInfo.InvariantCulture);
}
