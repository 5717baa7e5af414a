using Livepeer.Ledger.State;
using Livepeer.Payments.Desk.Repair;
using Livepeer.Payments.Desk.Usage;

namespace Livepeer.Ledger.Steps;

/// <summary>Puts lost payments back, each once.</summary>
internal static class RestoreStep
{
    public static IReadOnlyList<RestoreState> Run(ILedgerState state, IReadOnlyList<RecordedPayment> payments) =>
        [.. payments.Select(payment => Restore(state, payment))];

    /// <summary>Whether the store has exactly this payment, under its own key or beside another one.</summary>
    public static bool Has(ILedgerState state, RecordedPayment payment) =>
        IsIt(state.Payment(Own(payment)), payment) || IsIt(state.Payment(Beside(payment)), payment);

    /// <summary>All rows that <see cref="Run"/> and <see cref="Has"/> look at under keys of payments.</summary>
    public static IEnumerable<PaymentId> Keys(RecordedPayment payment) => [Own(payment), Beside(payment)];

    private static RestoreState Restore(ILedgerState state, RecordedPayment payment)
    {
        if (Has(state, payment))
        {
            return RestoreState.Known;
        }

        if (state.Now >= Lifetimes.TombstoneEnd(payment.KeepPlanUntil))
        {
            return RestoreState.TooOld;
        }

        // The caller may have asked again since the loss, and was paid again under the same key: then both happened, and both count.
        var own = Own(payment);
        state.Change(state.Payment(own) is null ? own : Beside(payment), new PaymentRow(payment.Stored, payment.KeepPlanUntil));
        state.Change(payment.Usage.Tenant, RepairRules.Add(state.Spend(payment.Usage.Tenant), payment.Usage, state.Now));
        UsageStep.Add(state, payment.Usage);
        return RestoreState.Restored;
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
