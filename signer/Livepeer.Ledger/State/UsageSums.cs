using System.Numerics;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Usage;
using Livepeer.Payments.Money;

namespace Livepeer.Ledger.State;

/// <summary>How payments add up by day.</summary>
internal static class UsageSums
{
    /// <summary>The line of the account that a payment belongs to.</summary>
    public static UsageDayId LineOf(UsageRecord record) =>
        new(DateOnly.FromDateTime(record.At.UtcDateTime), record.Tenant, record.Kind, record.Capability, record.Model);

    /// <summary>A line with one more payment.</summary>
    /// <param name="line">The sums so far; null for none.</param>
    /// <param name="record">The payment.</param>
    public static UsageDay Add(UsageDay? line, UsageRecord record)
    {
        var id = LineOf(record);
        var sums = line ?? new UsageDay(id.Day, id.Tenant, id.Kind, id.Capability, id.Model, 0, 0, Rational.Zero, Rational.Zero, BigInteger.Zero);
        return sums with
        {
            Payments = sums.Payments + 1,
            Tickets = sums.Tickets + record.Tickets,
            ExpectedValue = sums.ExpectedValue + record.ExpectedValue,
            Fee = BalanceRules.Bounded(sums.Fee + record.Fee),
            FaceValueWei = sums.FaceValueWei + record.FaceValueWei,
        };
    }
}
