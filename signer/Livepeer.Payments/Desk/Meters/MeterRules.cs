using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk.Meters;

/// <summary>How the outcome of a payment moves the account of a metered session.</summary>
public static class MeterRules
{
    /// <summary>
    /// Applies one outcome. What was delivered changes nothing: the fee was taken off when the payment was made. Of what was not, the tickets' credit is
    /// taken back, and the fee of counted work is given back, so that the next payment pays it once.
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
                return Settle(meter with { Open = meter.Open.Remove(payment) }, payment, settlement) ?? meter;
            }
        }

        return meter;
    }

    private static MeterState? Settle(MeterState left, OpenPayment payment, Settlement settlement)
    {
        var undone = payment.Existing - payment.NewCredit;
        return settlement.Outcome switch
        {
            PaymentOutcomeKind.Delivered => left,
            PaymentOutcomeKind.Rejected when BalanceRules.TellsOfDrift(settlement.OrchestratorText) => Void(left, undone),
            PaymentOutcomeKind.Rejected or PaymentOutcomeKind.NotSent => left with { Balance = BalanceRules.Bounded(left.Balance + undone) },

            // Nobody knows whether the orchestrator took it: the account follows the worse of both cases.
            PaymentOutcomeKind.Lost => left with { Balance = BalanceRules.Bounded(left.Balance + Rational.Min(undone, Rational.Zero)) },
            _ => null,
        };
    }

    // The orchestrator's balance is gone, so no outcome brings back what other open payments took from it. Their own tickets may still be credited.
    private static MeterState Void(MeterState left, Rational undone) => left with
    {
        Balance = BalanceRules.Bounded(Rational.Min(left.Balance + undone, Rational.Zero)),
        Open = [.. left.Open.Select(payment => payment with { Existing = Rational.Min(payment.Existing, payment.NewCredit) })],
    };
}
