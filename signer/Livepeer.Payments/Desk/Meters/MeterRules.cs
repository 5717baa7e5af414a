using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk.Meters;

/// <summary>How the outcome of a payment moves the account of a metered session.</summary>
public static class MeterRules
{
    /// <summary>
    /// Applies one outcome. What was delivered changes nothing: the fee was taken off when the payment was made. What was not is taken back, so that the
    /// next payment makes up for it.
    /// </summary>
    /// <param name="meter">Before.</param>
    /// <param name="settlement">The outcome; its billed units are not looked at, because elapsed time is.</param>
    /// <param name="now">The ledger's clock.</param>
    /// <returns>After; the same instance when the payment is not open, or counts as delivered by now.</returns>
    public static MeterState Settle(MeterState meter, Settlement settlement, DateTimeOffset now)
    {
        foreach (var payment in meter.Open)
        {
            if (payment.IdempotencyKey == settlement.IdempotencyKey && payment.ExpiresAt > now)
            {
                var left = meter with { Open = meter.Open.Remove(payment) };
                return settlement.Outcome switch
                {
                    PaymentOutcomeKind.Delivered => left,
                    PaymentOutcomeKind.Rejected when BalanceRules.TellsOfDrift(settlement.OrchestratorText) =>
                        left with { Balance = Rational.Min(left.Balance - payment.NewCredit, Rational.Zero) },
                    PaymentOutcomeKind.Rejected or PaymentOutcomeKind.Lost or PaymentOutcomeKind.NotSent =>
                        left with { Balance = BalanceRules.Bounded(left.Balance - payment.NewCredit) },
                    _ => meter,
                };
            }
        }

        return meter;
    }
}
