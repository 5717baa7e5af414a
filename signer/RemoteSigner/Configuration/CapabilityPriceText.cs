using Livepeer.Hosting.Options;
using Livepeer.Wire.Ceilings;

namespace RemoteSigner.Configuration;

/// <summary>Reads <c>-maxPricePerCapability</c>: the list itself, or a file that holds it.</summary>
internal static class CapabilityPriceText
{
    private const int MaxFileBytes = 1 << 20;

    public static bool Parse(string text, out IReadOnlyList<CapabilityPrice> value, out string problem)
    {
        value = [];
        if (!TryFind(text, out var json, out problem) || !CapabilityPriceReader.TryRead(json, out var prices, out problem!))
        {
            return false;
        }

        if (prices.FirstOrDefault(price => price.Currency is not ("wei" or "eth")) is { } foreign)
        {
            problem = $"a list with a price in {foreign.Currency.ToUpperInvariant()}, which needs a price feed that this version does not have: state it in wei or eth";
            return false;
        }

        value = prices;
        return true;
    }

    private static bool TryFind(string text, out string json, out string problem)
    {
        json = text;
        problem = string.Empty;
        if (text.TrimStart().StartsWith('{'))
        {
            return true;
        }

        try
        {
            problem = "neither a price list in JSON nor a file that holds one";
            if (!OptionParsers.Path(text, out var path, out _) || !File.Exists(path) || new FileInfo(path).Length > MaxFileBytes)
            {
                return false;
            }

            json = File.ReadAllText(path);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problem = $"a file that cannot be read: {failure.Message}";
            return false;
        }
    }
}
