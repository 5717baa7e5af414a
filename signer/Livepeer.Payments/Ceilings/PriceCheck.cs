using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Ceilings;

/// <summary>Whether a price is acceptable.</summary>
/// <remarks>Equality passes. Source: go-livepeer server/remote_signer.go, server/segment_rpc.go validatePrice.</remarks>
internal static class PriceCheck
{
    private const int PriceDecimals = 3;
    private static readonly Rational MaxGrowth = new(2);

    /// <summary>Compares with the smaller of the configured ceiling and the caller's; of equal ones the configured is named.</summary>
    public static PaymentRefusal? Ceiling(Rational price, PriceCeilings ceilings, Rational? callersMaximum, Job job)
    {
        var configured = ceilings.For(job);
        var callersIsLower = callersMaximum is { } maximum && (configured is null || maximum < configured);
        var ceiling = callersIsLower ? callersMaximum : configured;
        if (ceiling is not { } limit || price <= limit)
        {
            return null;
        }

        var name = callersIsLower ? "the caller's maximum" : "the configured maximum";
        return new(
            RefusalKind.PriceAboveCeiling,
            $"The orchestrator's price is {price.ToFixed(PriceDecimals)} wei per unit; {name} is {limit.ToFixed(PriceDecimals)} wei.",
            price.ToString(),
            limit.ToString());
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
}
