using Livepeer.Hosting.Options;
using Livepeer.Payments.Money;
using Livepeer.Wire.Ceilings;

namespace RemoteSigner.Configuration;

/// <summary>The rows of the option table that say what may be paid at most.</summary>
internal static class PriceRows
{
    /// <summary>Where help and documentation show them.</summary>
    public const string Group = "Limits";

    public static readonly ProgramOption<Rational> MaxPricePerUnit = new()
    {
        Name = "maxPricePerUnit",
        Group = Group,
        ValueName = "price",
        Parse = OptionParsers.Price,
        DefaultText = "0",
        Help = "Highest price for as many units as pixelsPerUnit says, in wei or, as in 0.000000000012eth, in ETH; 0 is no ceiling.",
    };

    public static readonly ProgramOption<long> PixelsPerUnit = new()
    {
        Name = "pixelsPerUnit",
        Group = Group,
        ValueName = "n",
        Parse = OptionParsers.Whole(1, long.MaxValue),
        DefaultText = "1",
        Help = "Units that maxPricePerUnit is for.",
    };

    public static readonly ProgramOption<IReadOnlyList<CapabilityPrice>> MaxPricePerCapability = new()
    {
        Name = "maxPricePerCapability",
        Group = Group,
        ValueName = "json",
        Parse = CapabilityPriceText.Parse,
        Help = "Highest prices of AI models, in place of maxPricePerUnit: JSON, or a file with it, such as "
            + """{"capabilities_prices":[{"pipeline":"text-to-image","model_id":"default","price_per_unit":1000,"pixels_per_unit":1,"currency":"wei"}]}. """
            + "Currencies are wei and eth. They apply to payments and to what callers are told about.",
    };

    /// <summary>In the order of help.</summary>
    public static IReadOnlyList<ProgramOption> All { get; } = [MaxPricePerUnit, PixelsPerUnit, MaxPricePerCapability];
}
