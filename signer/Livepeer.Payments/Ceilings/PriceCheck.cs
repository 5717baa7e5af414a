using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Ceilings;

/// <summary>Whether a price is acceptable.</summary>
/// <remarks>Equality passes. Source: go-livepeer server/remote_signer.go, server/segment_rpc.go validatePrice.</remarks>
internal static class PriceCheck
{
    private const int PriceDecimals = 3;
    private static readonly Rational MaxGrowth = new(2);

    /// <summary>Compares with the lowest of the configured ceiling, the tenant's, the caller's and the first price of a metered session; of equal ones the first is named.</summary>
    public static PaymentRefusal? Ceiling(Rational price, PriceCeilings configured, PaymentOrder order, Rational? firstPrice = null)
    {
        var lowest = default(Limit?);
        Consider(ref lowest, configured.For(order.Job), RefusalKind.PriceAboveCeiling, "the configured maximum");
        Consider(ref lowest, order.Limits.Ceilings.LowestFor(order.Job), RefusalKind.PriceAboveCeiling, "the tenant's maximum");
        Consider(ref lowest, order.MaxPrice, RefusalKind.PriceAboveCallersMaximum, "the caller's maximum");
        Consider(ref lowest, firstPrice, RefusalKind.PriceAboveFirstPrice, "the first price of the session");
        return lowest is not { } limit || price <= limit.Price
            ? null
            : new(
                limit.Kind,
                $"The orchestrator's price is {price.ToFixed(PriceDecimals)} wei per unit; {limit.Name} is {limit.Price.ToFixed(PriceDecimals)} wei.",
                price.ToString(),
                limit.Price.ToString());
    }

    /// <summary>Compares with the first price of the session. A session that began free stays free.</summary>
    public static PaymentRefusal? Growth(Rational price, Rational firstPrice) =>
        price <= firstPrice * MaxGrowth
            ? null
            : new(
                RefusalKind.PriceMoreThanDoubled,
                $"The orchestrator's price is {price.ToFixed(PriceDecimals)} wei per unit; this session began with {firstPrice.ToFixed(PriceDecimals)} wei.",
                price.ToString(),
                (firstPrice * MaxGrowth).ToString());

    private static void Consider(ref Limit? lowest, Rational? price, RefusalKind kind, string name)
    {
        if (price is { } ceiling && (lowest is null || ceiling < lowest.Value.Price))
        {
            lowest = new Limit(ceiling, kind, name);
        }
    }

    private readonly record struct Limit(Rational Price, RefusalKind Kind, string Name);
}
