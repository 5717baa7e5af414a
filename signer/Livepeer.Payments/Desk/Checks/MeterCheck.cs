using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Money;
using static Livepeer.Payments.Desk.Checks.OrderCheck;

namespace Livepeer.Payments.Desk.Checks;

/// <summary>The bounds of what a caller says about its metered session.</summary>
internal static class MeterCheck
{
    public static PaymentRefusal? Check(MeterOrder meter)
    {
        if (meter.Sequence is < 0 or > (long.MaxValue / 2))
        {
            return Invalid("The session's sequence number is out of range.", Text(meter.Sequence.Value), "0");
        }

        if (meter.Known is { } known)
        {
            return known switch
            {
                { InitialPrice: { Wei: <= 0 } or { Units: <= 0 } } => Invalid("The state's initial price is not positive."),
                _ when !IsBounded(known.Balance) => Invalid($"The state's balance is a fraction of more than {BalanceRules.MaxFractionBits} bits."),
                _ => Grant(known.Grant),
            };
        }

        return meter.Grant is { } grant ? Grant(grant) : null;
    }

    private static bool IsBounded(Rational value) =>
        value.Numerator.GetBitLength() <= BalanceRules.MaxFractionBits && value.Denominator.GetBitLength() <= BalanceRules.MaxFractionBits;

    private static PaymentRefusal? Grant(MeterGrant grant) =>
        grant.AuthId is { Length: <= MeterGrant.MaxAuthIdLength } ? null : Invalid("The authorization's id is too long.", Length(grant.AuthId), Text(MeterGrant.MaxAuthIdLength));
}
