using Livepeer.Payments.Desk;

namespace Livepeer.Ledger.State;

/// <summary>A stored payment and how long its plan is shown.</summary>
internal sealed record PaymentRow(StoredPayment Payment, DateTimeOffset KeepPlanUntil)
{
    /// <summary>What is left of it: all, the tombstone, or nothing.</summary>
    public PaymentRow? At(DateTimeOffset now)
    {
        if (now < KeepPlanUntil)
        {
            return this;
        }

        return now < Lifetimes.TombstoneEnd(KeepPlanUntil) ? this with { Payment = Payment with { Plan = null } } : null;
    }
}
