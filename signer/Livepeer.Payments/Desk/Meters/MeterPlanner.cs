using System.Numerics;
using Livepeer.Payments.Billing;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Desk.Checks;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk.Meters;

/// <summary>Decides on a payment of metered work. The order of its checks is go-livepeer's signer's; the first failure is named.</summary>
/// <remarks>
/// Source: go-livepeer server/remote_signer.go GenerateLivePayment. Not reproduced: an old state is not a way to new tickets (C2), a long pause does not
/// end a session for ever (C5), and live work is kept paid ahead (C4).
/// </remarks>
internal static class MeterPlanner
{
    private static readonly BigInteger FixedUnits = BigInteger.One;

    public static LedgerDecision Plan(Planning planning, MeteredJob job)
    {
        var order = planning.Priced.Order;
        var session = SessionRules.Expire(planning.Snapshot.Session, planning.Snapshot.Now);
        var account = Account(session, order, job, planning.Snapshot.Now);
        var snapshot = planning.Snapshot with { Nonces = Nonces(planning, order, session) };
        planning = planning with { Snapshot = snapshot };

        var refusal = Session(session, order, job)
            ?? Room(planning)
            ?? planning.Token()
            ?? (planning.Priced.Price.IsZero ? null : planning.Parameters())
            ?? PriceCheck.Ceiling(planning.Priced.Price, planning.Policy.Ceilings, order, account?.InitialPrice.PerUnit);
        if (refusal is not null)
        {
            return Refuse(refusal, account);
        }

        var price = planning.Priced.Order.Offer.Price!;
        var initial = account?.InitialPrice ?? new UnitPrice(price.PricePerUnit, price.PixelsPerUnit);
        var bill = MeterBill.Of(planning, job, account, initial);
        if (bill.Stage.Tickets.IsZero && order.Meter.OnlyIfDue)
        {
            return Refuse(new(RefusalKind.NothingDue, $"The credit of {bill.Balance.ToFixed(0)} wei covers the work."), account);
        }

        refusal = planning.Count(bill.Stage, planning.Policy.MaxTicketsPerPayment)
            ?? NonceRules.Check(planning.Snapshot, (int)bill.Stage.Tickets, planning.Policy)
            ?? planning.Budgets(bill.Stage);
        return refusal is null ? Commit(planning, job, session, account, initial, bill) : Refuse(refusal, account);
    }

    private static LedgerDecision Commit(Planning planning, MeteredJob job, SessionState? session, MeterState? account, UnitPrice initial, MeterBill bill)
    {
        var order = planning.Priced.Order;
        var now = planning.Snapshot.Now;
        var balance = BalanceRules.Bounded(bill.Balance + bill.Stage.NewCredit - bill.Fee);
        var grant = order.Meter.Grant ?? account?.Grant ?? MeterGrant.None;
        var reading = new MeterReading(NextStep(order, account), bill.Units, bill.BilledFrom, now, balance, initial, grant);
        var open = (account?.Open ?? []).RemoveAll(payment => payment.ExpiresAt <= now);
        if (open.Length == MeterState.MaxOpen)
        {
            open = open.RemoveAt(0);
        }

        // A caller that reports nothing is go-livepeer's: what it was given counts as delivered.
        if (!order.Meter.OnlyIfDue && !bill.Stage.Tickets.IsZero)
        {
            open = open.Add(new OpenPayment(order.IdempotencyKey, Rational.Zero, bill.Stage.NewCredit, initial.PerUnit, now + planning.Policy.OpenPaymentTimeout));
        }

        var unit = job is LiveJob live ? live.Unit : LiveUnit.Unknown;
        var meter = new MeterState(job.Kind, unit, job.App, balance, now, reading.Sequence, initial, grant, open);
        var totals = SessionRules.Add(session, planning.Priced.Price, (int)bill.Stage.Tickets, bill.Stage.NewCredit, now) with { Meter = meter };
        return planning.Commit(bill.Stage, bill.Fee, balance, balance: null, totals, reading);
    }

    /// <summary>The session's account; of a session that the ledger does not know, what the caller's state proves.</summary>
    private static MeterState? Account(SessionState? session, PaymentOrder order, MeteredJob job, DateTimeOffset now)
    {
        if (session?.Meter is { } meter)
        {
            return meter;
        }

        if (session is not null || order.Meter.Known is not { } known)
        {
            return null;
        }

        // A state may have waited for long: the orchestrator has dropped the balance by then. One from the future is another machine's clock.
        var unit = job is LiveJob live ? live.Unit : LiveUnit.Unknown;
        var balance = now - known.BilledUntil < BalanceRules.IdleLifetime ? known.Balance : Rational.Min(known.Balance, Rational.Zero);
        return new(job.Kind, unit, job.App, balance, known.BilledUntil > now ? now : known.BilledUntil, order.Meter.Sequence ?? 0, known.InitialPrice, known.Grant, []);
    }

    /// <summary>Another signer with this key may have used nonces of these parameters: they count as used.</summary>
    private static NonceState? Nonces(Planning planning, PaymentOrder order, SessionState? session)
    {
        var nonces = planning.Snapshot.Nonces;
        return session is null
            && order.Meter.Known is { SenderNonce: > 0 and <= Tickets.SenderNonce.MaxCounter } known
            && known.RecipientRandHash == order.Offer.TicketParameters?.RecipientRandHash
            && (nonces is null || (nonces.Epoch == planning.Snapshot.Epoch && nonces.Used < known.SenderNonce))
            ? new NonceState(planning.Snapshot.Epoch, (int)known.SenderNonce, nonces?.RetainUntil ?? planning.Snapshot.Now)
            : nonces;
    }

    private static PaymentRefusal? Session(SessionState? session, PaymentOrder order, MeteredJob job)
    {
        if (session is null)
        {
            return null;
        }

        if (session.Meter is not { } meter)
        {
            return new(RefusalKind.SessionMismatch, $"The payment session {order.PaymentSessionId} began with work that is not metered.", job.Kind.ToString());
        }

        if (meter.Kind != job.Kind || (job is LiveJob live && live.Unit != meter.Unit))
        {
            return new(RefusalKind.SessionMismatch, $"The payment session {order.PaymentSessionId} began with another kind of work.", job.Kind.ToString(), meter.Kind.ToString());
        }

        if (meter.App != job.App)
        {
            return new(RefusalKind.SessionMismatch, $"The payment session {order.PaymentSessionId} began with another app.", job.App, meter.App);
        }

        // Elapsed time is billed from the head of the session, so a caller that lost an answer goes on. Counted work would be paid twice.
        return job is not LiveJob && order.Meter.Sequence < meter.Sequence
            ? new(
                RefusalKind.StaleState,
                $"The state is of step {order.Meter.Sequence}; the session is at step {meter.Sequence}.",
                OrderCheck.Text(order.Meter.Sequence.Value),
                OrderCheck.Text(meter.Sequence))
            : null;
    }

    // go-livepeer asks for new parameters before it looks at anything else.
    private static PaymentRefusal? Room(Planning planning) => NonceRules.Check(planning.Snapshot, 1, planning.Policy);

    private static long NextStep(PaymentOrder order, MeterState? account) =>
        account is null ? 0 : Math.Max(account.Sequence, order.Meter.Sequence ?? 0) + 1;

    private static LedgerDecision.Refuse Refuse(PaymentRefusal refusal, MeterState? account) => new(refusal)
    {
        Meter = account is null
            ? null
            : new(account.Sequence, BigInteger.Zero, account.BilledUntil, account.BilledUntil, account.Balance, account.InitialPrice, account.Grant),
    };

    /// <summary>What one payment bills, and how many tickets that takes.</summary>
    private readonly record struct MeterBill(BigInteger Units, Rational Fee, Rational Balance, DateTimeOffset? BilledFrom, Stage Stage)
    {
        public static MeterBill Of(Planning planning, MeteredJob job, MeterState? account, UnitPrice initial) => job switch
        {
            // Work that costs nothing now is not billed, whatever it cost at first.
            _ when planning.Priced.Price.IsZero => new(BigInteger.Zero, Rational.Zero, account?.Balance ?? Rational.Zero, account?.BilledUntil, default),
            LiveJob live => Live(planning, live, account, initial.PerUnit),
            UnitsJob counted => Counted(planning, counted.Units, account, initial.PerUnit),
            _ => Counted(planning, FixedUnits, account, initial.PerUnit),
        };

        private static MeterBill Counted(Planning planning, BigInteger units, MeterState? account, Rational price)
        {
            var balance = account?.Balance ?? Rational.Zero;
            var fee = new Rational(units) * price;
            return new(units, fee, balance, account?.BilledUntil, Stage.Of(balance, fee, planning.Priced.TicketEv));
        }

        private static MeterBill Live(Planning planning, LiveJob job, MeterState? account, Rational price)
        {
            var preload = LiveFee.Preload(job.Unit);
            if (account is not null)
            {
                var running = Running(planning, job, account, price, preload);
                var unpaid = running.Fee - running.Balance;
                if (unpaid <= LiveFee.PerSecond(job.Unit, price) * Seconds(planning.Policy.LiveMaxCatchUp) && running.Stage.Tickets <= planning.Policy.MaxTicketsPerPayment)
                {
                    return running;
                }
            }

            // The first payment, or one after a pause that no orchestrator gave credit for.
            var units = LiveFee.Units(job.Unit, preload);
            var fee = new Rational(units) * price;
            return new(units, fee, Rational.Zero, null, Stage.Of(Rational.Zero, fee, planning.Priced.TicketEv));
        }

        // What the first payment paid ahead is still there: it is a runway already.
        private static MeterBill Running(Planning planning, LiveJob job, MeterState account, Rational price, TimeSpan preload)
        {
            var units = LiveFee.Units(job.Unit, planning.Snapshot.Now - account.BilledUntil);
            var fee = new Rational(units) * price;
            var ahead = planning.Policy.LiveRunway > preload ? planning.Policy.LiveRunway - preload : TimeSpan.Zero;
            var runway = LiveFee.PerSecond(job.Unit, price) * Seconds(ahead);
            return new(units, fee, account.Balance, account.BilledUntil, Stage.Of(account.Balance, fee + runway, planning.Priced.TicketEv));
        }

        private static Rational Seconds(TimeSpan time) => new(time.Ticks, TimeSpan.TicksPerSecond);
    }
}
