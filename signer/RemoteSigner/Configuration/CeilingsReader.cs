using System.Collections.Immutable;
using System.Numerics;
using Livepeer.Hosting.Options;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Money;
using Livepeer.Wire.Ceilings;

namespace RemoteSigner.Configuration;

/// <summary>Makes the price ceilings of the options that state them.</summary>
/// <remarks>Source: go-livepeer cmd/livepeer/starter: an entry without price takes the global one, an entry without units the global units.</remarks>
internal static class CeilingsReader
{
    private static readonly Rational WeiPerEth = new(BigInteger.Pow(10, 18));

    public static PriceCeilings Read(OptionValues values)
    {
        var price = values.Get(PriceRows.MaxPricePerUnit);
        var units = new Rational(Math.Max(1, values.Get(PriceRows.PixelsPerUnit)));
        var models = ImmutableDictionary.CreateBuilder<CapabilityModel, Rational>();
        foreach (var entry in values.Get(PriceRows.MaxPricePerCapability) ?? [])
        {
            var ceiling = (entry.Price is { } own ? own * WeiOf(entry) : price) / (entry.Units ?? units);
            if (!ceiling.IsZero)
            {
                models[new CapabilityModel((uint)entry.Capability, entry.ModelId)] = ceiling;
            }
        }

        return new PriceCeilings(price.IsZero ? null : price / units, models.ToImmutable());
    }

    private static Rational WeiOf(CapabilityPrice entry) => entry.Currency == "eth" ? WeiPerEth : Rational.One;
}
