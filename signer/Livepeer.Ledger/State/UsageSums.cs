using System.Numerics;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Usage;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Ledger.State;

/// <summary>How payments add up by day.</summary>
internal static class UsageSums
{
    /// <summary>
    /// Lines that one tenant opens on one day. Callers choose the names of models and apps, and lines stay for good: without a bound whoever pays with
    /// ever new names would fill the store. Beyond it only lines of <see cref="OtherOf"/> are opened, of which there are few.
    /// </summary>
    public const int MostLines = IUsageLog.MaxLines;

    /// <summary>The line of the account that a payment belongs to.</summary>
    public static UsageDayId LineOf(UsageRecord record) =>
        new(DateOnly.FromDateTime(record.At.UtcDateTime), record.Tenant, record.Kind, record.Capability, record.Model);

    /// <summary>
    /// The line for what has no line of its own. What callers choose freely is not told apart there, and what has few values is: the kind and, where it is
    /// no caller's text, the capability (nine numbers of batch AI, one word for BYOC). Work without any such text has this line from the start.
    /// </summary>
    public static UsageDayId OtherOf(UsageDayId line) => line.Kind switch
    {
        JobKind.VideoSegment => line,
        JobKind.Ai or JobKind.Byoc => line with { Model = UsageDay.Other },
        _ => line with { Capability = UsageDay.Other, Model = UsageDay.Other },
    };

    /// <summary>A line with one more payment.</summary>
    /// <param name="sums">The sums so far; null for none.</param>
    /// <param name="line">The line.</param>
    /// <param name="record">The payment.</param>
    public static UsageDay Add(UsageDay? sums, UsageDayId line, UsageRecord record)
    {
        sums ??= new UsageDay(line.Day, line.Tenant, line.Kind, line.Capability, line.Model, 0, 0, Rational.Zero, Rational.Zero, BigInteger.Zero);
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
