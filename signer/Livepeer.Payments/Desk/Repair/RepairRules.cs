using Livepeer.Payments.Desk.Tenants;
using Livepeer.Payments.Desk.Usage;
using Livepeer.Payments.Tickets;

namespace Livepeer.Payments.Desk.Repair;

/// <summary>How a payment that was lost counts again.</summary>
public static class RepairRules
{
    /// <summary>A tenant's spending with a payment of the past: it counts in every window that had begun by then and still runs, and in the total.</summary>
    /// <param name="spend">As the ledger has it; null for nothing.</param>
    /// <param name="usage">The payment.</param>
    /// <param name="now">Ledger time.</param>
    public static TenantSpend Add(TenantSpend? spend, UsageRecord usage, DateTimeOffset now)
    {
        var running = TenantRules.At(spend, now);
        return new(Add(running.Minute, usage), Add(running.Hour, usage), Add(running.Day, usage), AddTotal(running.Total, usage));
    }

    /// <summary>A nonce space with the tickets of a payment of the past: the orchestrator has seen them, so they count against what it takes.</summary>
    /// <param name="known">As the ledger has it; null for nothing. A closed one stays as it is.</param>
    /// <param name="generation">Running.</param>
    /// <param name="payment">One with tickets.</param>
    public static NonceState Count(NonceState? known, long generation, RecordedPayment payment)
    {
        ArgumentNullException.ThrowIfNull(payment);
        known ??= new NonceState(generation, 0, payment.KeepPlanUntil);
        return known.Generation != generation
            ? known
            : known with
            {
                Used = Math.Min(known.Used + payment.Plan.TicketCount, SenderNonce.MaxCounter),
                RetainUntil = known.RetainUntil > payment.KeepPlanUntil ? known.RetainUntil : payment.KeepPlanUntil,
            };
    }

    private static SpendWindow Add(SpendWindow window, UsageRecord usage) => usage.At < window.Start ? window : AddTotal(window, usage);

    private static SpendWindow AddTotal(SpendWindow window, UsageRecord usage)
    {
        var sum = window.Add(usage.ExpectedValue.Ceiling(), usage.FaceValueWei);
        return usage.At < sum.Start ? sum with { Start = usage.At } : sum;
    }
}
