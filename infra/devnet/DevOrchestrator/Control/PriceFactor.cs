using DevOrchestrator.Money;

namespace DevOrchestrator.Control;

/// <summary>The factor of the fault that changes prices: "n" or "n/d", positive, at most a million either way.</summary>
internal static class PriceFactor
{
    private const int Limit = 1_000_000;

    public static bool TryParse(string text, out Rational factor) =>
        Rational.TryParse(text, out factor) && factor.Sign > 0 && factor.Numerator <= Limit && factor.Denominator <= Limit;
}
