using Livepeer.Payments.Billing;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Desk.Checks;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk;

/// <summary>Decides on one order. Pure: the same arguments give the same decision, and a refusal leaves no trace.</summary>
internal static class Planner
{
    /// <summary>
    /// The kill switch first; then a repeated order is answered, whatever has changed since. Then, in go-livepeer's order: token, parameters (only where
    /// tickets are needed: credit that exists is good without them), price, number of tickets, their sum, nonces, open payments; then the tenant's budgets.
    /// </summary>
    /// <remarks>
    /// There are two clocks. What is stored lives by the ledger's, which never goes back and may be hours ahead after the wall clock was set; what others
    /// stamped (a token's end, the sight of a block) is judged by <paramref name="wallNow"/>.
    /// </remarks>
    public static LedgerDecision Plan(LedgerSnapshot snapshot, PricedOrder priced, ChainSnapshot? chain, DateTimeOffset wallNow, PaymentPolicy policy)
    {
        if (snapshot.Halt is { } halt)
        {
            return new LedgerDecision.Refuse(Halted(halt));
        }

        if (snapshot.Earlier is { } earlier)
        {
            return Repeat(earlier, priced, snapshot.EarlierKeptUntil);
        }

        var planning = new Planning(snapshot, priced, chain, wallNow, policy);
        return priced.Order.Job is MeteredJob job ? MeterPlanner.Plan(planning, job) : Ordinary(planning);
    }

    /// <summary>The operator stopped everything.</summary>
    public static PaymentRefusal Halted(SigningHalt halt) =>
        new(RefusalKind.SigningHalted, $"All signing is stopped since {halt.Since:yyyy-MM-dd HH:mm:ss} UTC: {halt.Reason}");

    private static LedgerDecision Ordinary(Planning planning)
    {
        var (snapshot, priced, policy) = (planning.Snapshot, planning.Priced, planning.Policy);
        var order = priced.Order;
        var byoc = order.Job as ByocJob;
        var balance = BalanceRules.Expire(snapshot.Balance ?? BalanceState.Empty, snapshot.Now);
        var credit = byoc is null ? balance.Credit : new Rational(byoc.OrchestratorBalanceWei);
        var session = SessionRules.Expire(snapshot.Session, snapshot.Now);
        var free = priced.Price.IsZero;
        var keepsBooks = !free && byoc is null;
        var ticketsNeeded = !free && credit < Rational.Max(priced.Cover, priced.TicketEv);
        var stage = ticketsNeeded ? Stage.Of(credit, priced.Cover, priced.TicketEv) : default;

        var refusal = (order.Offer.AuthToken is null ? null : planning.Token())
            ?? (ticketsNeeded ? planning.Parameters() : null)
            ?? PriceCheck.Ceiling(priced.Price, policy.Ceilings, order)
            ?? (session is null ? null : PriceCheck.Growth(priced.Price, session.FirstPrice))
            ?? (session?.Meter is null ? null : Mixed(order))
            ?? (ticketsNeeded ? planning.Count(stage, byoc is null ? policy.MaxTicketsPerPayment : policy.NonceLimit) ?? NonceRules.Check(snapshot, (int)stage.Tickets, policy) : null)
            ?? (keepsBooks ? OpenPayments(balance, policy) : null)
            ?? planning.Budgets(stage);
        if (refusal is not null)
        {
            return new LedgerDecision.Refuse(refusal);
        }

        var after = BalanceRules.Bounded(credit + stage.NewCredit - priced.Fee);
        // Work that costs nothing keeps no books: nothing can be lost, and nothing comes back. A BYOC orchestrator states its own balance.
        var books = keepsBooks
            ? BalanceRules.Open(
                balance,
                new OpenPayment(order.IdempotencyKey, balance.Credit, stage.NewCredit, priced.Price, snapshot.Now + policy.OpenPaymentTimeout),
                snapshot.Now)
            : balance with { LastUsed = snapshot.Now };
        var totals = SessionRules.Add(session, priced.Price, (int)stage.Tickets, stage.NewCredit, snapshot.Now);
        return planning.Commit(stage, priced.Fee, after, books, totals);
    }

    private static LedgerDecision Repeat(StoredPayment earlier, PricedOrder priced, DateTimeOffset keptUntil)
    {
        var key = priced.Order.IdempotencyKey;
        if (earlier.Fingerprint != priced.Fingerprint)
        {
            return new LedgerDecision.Refuse(priced.Order.Meter.Sequence is null
                ? new(RefusalKind.IdempotencyKeyReused, $"The idempotency key {key} was used for another order.", key)
                : new(RefusalKind.StaleState, "Another payment was made from this state.", OrderCheck.Text(priced.Order.Meter.Sequence.Value)));
        }

        return earlier.Plan is { } plan
            ? new LedgerDecision.Replay(plan) { KeepPlanUntil = keptUntil }
            : new LedgerDecision.Refuse(new(RefusalKind.AlreadyPaid, $"The order with the idempotency key {key} was paid, too long ago to repeat it.", key));
    }

    private static PaymentRefusal Mixed(PaymentOrder order) =>
        new(RefusalKind.SessionMismatch, $"The payment session {order.PaymentSessionId} began with metered work.", order.Job.Kind.ToString());

    private static PaymentRefusal? OpenPayments(BalanceState balance, PaymentPolicy policy) =>
        balance.Open.Length < policy.MaxOpenPayments
            ? null
            : new(
                RefusalKind.TooManyOpenPayments,
                $"{balance.Open.Length} payments of this balance have no outcome yet; at most {policy.MaxOpenPayments} may be open.",
                OrderCheck.Text(balance.Open.Length),
                OrderCheck.Text(policy.MaxOpenPayments));
}
