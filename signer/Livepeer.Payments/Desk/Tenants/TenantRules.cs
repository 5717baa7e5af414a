using System.Numerics;
using Livepeer.Crypto;
using Livepeer.Payments.Desk.Checks;
using Livepeer.Payments.Jobs;

namespace Livepeer.Payments.Desk.Tenants;

/// <summary>Whether a payment is within its tenant's limits, and what it adds to the tenant's spending.</summary>
internal static class TenantRules
{
    private static readonly long MinuteTicks = TimeSpan.TicksPerMinute;
    private static readonly long HourTicks = TimeSpan.TicksPerHour;
    private static readonly long DayTicks = TimeSpan.TicksPerDay;

    /// <summary>What can be said from the order alone.</summary>
    public static PaymentRefusal? Check(PaymentOrder order, PaymentPolicy policy)
    {
        if (!order.Limits.Jobs.Has(order.Job.Kind))
        {
            return new(
                RefusalKind.JobNotAllowed, $"The tenant {order.Tenant} may not pay for jobs of the kind {order.Job.Kind}.", order.Job.Kind.ToString(), order.Limits.Jobs.ToString());
        }

        if (order.Offer.TicketParameters is not { } parameters)
        {
            return null;
        }

        if ((policy.Recipients is { } known && !known.Contains(parameters.Recipient))
            || (order.Limits.Recipients is { } allowed && !allowed.Contains(parameters.Recipient)))
        {
            return NotAllowed(parameters.Recipient, order);
        }

        return order.Limits.MaxFaceValueWei is { } most && parameters.FaceValue.Amount > most
            ? new(
                RefusalKind.FaceValueAboveLimit,
                $"A ticket pays {parameters.FaceValue} wei; for the tenant {order.Tenant} it may pay {most} wei.",
                parameters.FaceValue.ToString(),
                most.ToString())
            : null;
    }

    /// <summary>Every limit on sums, the shortest time first.</summary>
    public static PaymentRefusal? Check(TenantSpend spend, PaymentOrder order, BigInteger evWei, BigInteger faceValueWei)
    {
        var limits = order.Limits;
        var tenant = order.Tenant;
        if (limits.PaymentsPerMinute is { } payments && spend.Minute.Payments >= payments)
        {
            return new(
                RefusalKind.PaymentRateExceeded,
                $"The tenant {tenant} made {spend.Minute.Payments} payments since {spend.Minute.Start:HH:mm} UTC; the limit is {payments} a minute.",
                OrderCheck.Text(spend.Minute.Payments + 1),
                OrderCheck.Text(payments));
        }

        return evWei.IsZero && faceValueWei.IsZero
            ? null
            : Ev(limits.EvPerMinuteWei, spend.Minute, evWei, "a minute", tenant)
                ?? Ev(limits.EvPerHourWei, spend.Hour, evWei, "an hour", tenant)
                ?? Ev(limits.EvPerDayWei, spend.Day, evWei, "a day", tenant)
                ?? Ev(limits.EvTotalWei, spend.Total, evWei, "in total", tenant)
                ?? FaceValue(limits.FaceValuePerDayWei, spend.Day, faceValueWei, tenant);
    }

    /// <summary>Spending as of a moment: windows that are over begin again.</summary>
    public static TenantSpend At(TenantSpend? spend, DateTimeOffset now) =>
        spend is null
            ? new(SpendWindow.From(Begin(now, MinuteTicks)), SpendWindow.From(Begin(now, HourTicks)), SpendWindow.From(Begin(now, DayTicks)), SpendWindow.From(now))
            : spend with { Minute = Window(spend.Minute, now, MinuteTicks), Hour = Window(spend.Hour, now, HourTicks), Day = Window(spend.Day, now, DayTicks) };

    /// <summary>With one more payment.</summary>
    public static TenantSpend Add(TenantSpend spend, BigInteger evWei, BigInteger faceValueWei) => new(
        spend.Minute.Add(evWei, faceValueWei),
        spend.Hour.Add(evWei, faceValueWei),
        spend.Day.Add(evWei, faceValueWei),
        spend.Total.Add(evWei, faceValueWei));

    private static PaymentRefusal? Ev(BigInteger? limit, SpendWindow spent, BigInteger evWei, string time, TenantId tenant) =>
        limit is not { } most || spent.EvWei + evWei <= most
            ? null
            : new(
                RefusalKind.EvBudgetExceeded,
                $"The tenant {tenant} has spent {spent.EvWei} wei of {most} wei {time}; this payment needs {evWei} wei.",
                (spent.EvWei + evWei).ToString(),
                most.ToString());

    private static PaymentRefusal? FaceValue(BigInteger? limit, SpendWindow spent, BigInteger faceValueWei, TenantId tenant) =>
        limit is not { } most || spent.FaceValueWei + faceValueWei <= most
            ? null
            : new(
                RefusalKind.FaceValueBudgetExceeded,
                $"Tickets of {spent.FaceValueWei} wei were made for the tenant {tenant} today; this payment's tickets pay {faceValueWei} wei, and {most} wei are allowed a day.",
                (spent.FaceValueWei + faceValueWei).ToString(),
                most.ToString());

    private static PaymentRefusal NotAllowed(EthAddress recipient, PaymentOrder order) => new(
        RefusalKind.RecipientNotAllowed, $"Tickets for {recipient} are not made for the tenant {order.Tenant}: the recipient is on no list of allowed ones.", recipient.ToString());

    private static SpendWindow Window(SpendWindow window, DateTimeOffset now, long ticks)
    {
        var start = Begin(now, ticks);
        return window.Start < start ? SpendWindow.From(start) : window;
    }

    private static DateTimeOffset Begin(DateTimeOffset now, long ticks) => new(now.UtcTicks - (now.UtcTicks % ticks), TimeSpan.Zero);
}
