using Livepeer.Ledger.State;
using Livepeer.Payments.Desk.Repair;
using Livepeer.Payments.Desk.Usage;

namespace Livepeer.Ledger.Steps;

/// <summary>Puts lost payments back, each once.</summary>
internal static class RestoreStep
{
    public static IReadOnlyList<RestoreState> Run(ILedgerState state, IReadOnlyList<RecordedPayment> payments) =>
        [.. payments.Select(payment => Restore(state, payment))];

    /// <summary>Whether the store has each of them. All are looked at, so that a store which answers in rounds is asked for all at once.</summary>
    public static bool HasAll(ILedgerState state, IReadOnlyList<RecordedPayment> payments) => payments.Count(payment => Has(state, payment)) == payments.Count;

    // Under its own key or beside another payment.
    private static bool Has(ILedgerState state, RecordedPayment payment) =>
        IsIt(state.Payment(Own(payment)), payment) || IsIt(state.Payment(Beside(payment)), payment);

    private static RestoreState Restore(ILedgerState state, RecordedPayment payment)
    {
        if (Has(state, payment))
        {
            return RestoreState.Known;
        }

        if (new PaymentRow(payment.Stored, payment.KeepPlanUntil).At(state.Now) is not { } row)
        {
            return RestoreState.TooOld;
        }

        // The caller may have asked again since the loss, and was paid again under the same key: then both happened, and both count.
        var own = Own(payment);
        state.Change(state.Payment(own) is null ? own : Beside(payment), row);
        state.Change(payment.Usage.Tenant, RepairRules.Add(state.Spend(payment.Usage.Tenant), payment.Usage, state.Now));
        UsageStep.Add(state, payment.Usage);
        CountTickets(state, payment);
        return RestoreState.Restored;
    }

    // An orchestrator that counts more nonces than the ledger refuses payments that were made. After the parameters' life nobody counts.
    private static void CountTickets(ILedgerState state, RecordedPayment payment)
    {
        if (payment.Nonces is { } space && state.Now < payment.KeepPlanUntil)
        {
            state.Change(space, RepairRules.Count(state.Nonces(space), state.Generation, payment));
        }
    }

    // Nonces are of one payment alone. Without them, and of a tombstone, the time tells a payment from a second one under its key.
    private static bool IsIt(PaymentRow? row, RecordedPayment payment) =>
        row is not null && row.Payment.Fingerprint == payment.Fingerprint
        && (row.Payment.Plan is { } plan
            ? plan == payment.Plan && (plan.TicketCount > 0 || row.KeepPlanUntil == payment.KeepPlanUntil)
            : row.KeepPlanUntil == payment.KeepPlanUntil);

    private static PaymentId Own(RecordedPayment payment) => new(payment.Usage.Tenant, payment.Usage.IdempotencyKey);

    // Callers' keys are printable, so none of them begins with a line feed.
    private static PaymentId Beside(RecordedPayment payment) => new(payment.Usage.Tenant, $"\n{UsageEventId.Of(payment.Usage)}");
}
