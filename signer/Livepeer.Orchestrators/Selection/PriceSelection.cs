namespace Livepeer.Orchestrators.Selection;

/// <summary>Mostly the cheap, sometimes anybody: go-livepeer's price and random weights without stake.</summary>
/// <param name="randomShare">Share of choices that ignore price, 0 to 1.</param>
/// <param name="priceExponentFactor">Wei per unit that lower a weight by e; go-livepeer's default is 100.</param>
/// <remarks>Source: go-livepeer server/selection_algorithm.go.</remarks>
public sealed class PriceSelection(double randomShare, double priceExponentFactor) : ISelection
{
    /// <summary>Name in options.</summary>
    public const string SelectionName = "price";

    /// <summary>Source: go-livepeer -selectPriceExpFactor.</summary>
    public const double DefaultPriceExponentFactor = 100;

    /// <inheritdoc/>
    public string Name => SelectionName;

    /// <inheritdoc/>
    public IReadOnlyList<double> Weigh(IReadOnlyList<SelectionCandidate> candidates)
    {
        // Chances only, no money: the payment's own arithmetic is exact and elsewhere. Measured from the cheapest, so that large prices do not all become 0.
        var prices = candidates.Select(candidate => candidate.Price is { } price ? Math.Exp(Logarithm(price)) : 0).ToArray();
        var cheapest = prices.Min();
        var parts = prices.Select(price => Math.Exp(-(price - cheapest) / priceExponentFactor)).ToArray();
        var sum = parts.Sum();
        return [.. parts.Select(part => ((1 - randomShare) * part / sum) + (randomShare / candidates.Count))];
    }

    private static double Logarithm(Payments.Money.Rational price) =>
        price.IsZero ? double.NegativeInfinity : System.Numerics.BigInteger.Log(price.Numerator) - System.Numerics.BigInteger.Log(price.Denominator);
}
