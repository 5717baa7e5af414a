using System.Diagnostics.CodeAnalysis;
using Livepeer.Payments.Money;

namespace Livepeer.Wire.SignerApi;

/// <summary>A caller's or a webhook's ceiling, as it came.</summary>
/// <param name="Price">A JSON number; empty when there was none.</param>
/// <param name="Currency">Only "wei" is known.</param>
/// <param name="Unit">What the price is for; must fit the type of the payment.</param>
/// <remarks>Source: go-livepeer ai/runner/live_runner.go LiveRunnerPriceInfo.</remarks>
public sealed record MaxPrice(string Price, string Currency, string Unit)
{
    /// <summary>Reads the ceiling.</summary>
    /// <param name="type">Type of the payment.</param>
    /// <param name="price">Wei per unit, above 0.</param>
    /// <param name="fault">What is wrong, in the words that callers know.</param>
    /// <remarks>Source: go-livepeer server/remote_signer.go parseRemotePaymentMaxPrice.</remarks>
    public bool TryRead(string type, out Rational price, [NotNullWhen(false)] out string? fault)
    {
        fault = !DecimalText.TryParse(Price, out price) || price.Sign <= 0 ? "maxPrice.price must be a positive decimal"
            : !Is(Currency, "wei") ? "maxPrice.currency must be wei"
            : UnitOf(type) is not { } unit ? "maxPrice requires payment type live, lv2v, or fixed"
            : !Is(Unit, unit) ? $"maxPrice.unit must be {unit} for payment type {type}"
            : null;
        return fault is null;
    }

    private static bool Is(string text, string expected) => string.Equals(text.Trim(), expected, StringComparison.OrdinalIgnoreCase);

    private static string? UnitOf(string type) => type switch
    {
        PaymentTypes.Live => "seconds",
        PaymentTypes.LiveVideoToVideo => "720p-pixel-seconds",
        PaymentTypes.Fixed => "fixed",
        _ => null,
    };
}
