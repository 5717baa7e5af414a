using System.Collections.Immutable;
using System.Numerics;
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
    public static LedgerDecision Plan(Planning planning, MeteredJob job)
    {
        var order = planning.Priced.Order;
        var session = SessionRules.Expire(planning.Snapshot.Session, planning.Snapshot.Now);
        var account = Believed(Account(session, order, job, planning.Snapshot.Now), session, planning);
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
        var reading = new MeterReading(NextStep(order, account), bill.Units, bill.BilledFrom, bill.BilledUntil, balance, initial, grant);
        var unit = job is LiveJob live ? live.Unit : LiveUnit.Unknown;
        var meter = new MeterState(job.Kind, unit, job.App, balance, reading.BilledUntil, reading.Sequence, initial, grant, Open(planning, job, account, bill))
        {
            ManifestId = ManifestId(order, job, account),
        };
        var totals = SessionRules.Add(session, planning.Priced.Price, (int)bill.Stage.Tickets, bill.Stage.NewCredit, now) with { Meter = meter };
        return planning.Commit(bill.Stage, bill.Fee, balance, balance: null, totals, reading);
    }

    private static string ManifestId(PaymentOrder order, MeteredJob job, MeterState? account) =>
        order.Meter.OnlyIfDue || (account is null && job is LiveJob { Unit: LiveUnit.PixelSeconds720p }) ? account?.ManifestId ?? string.Empty : job.ManifestId;

    /// <summary>Payments whose outcome may still be reported. What was paid before a new start counts no more: its balance is gone.</summary>
    private static ImmutableArray<OpenPayment> Open(Planning planning, MeteredJob job, MeterState? account, MeterBill bill)
    {
        var order = planning.Priced.Order;
        var now = planning.Snapshot.Now;
        var open = account is null || bill.BilledFrom is null ? [] : account.Open.RemoveAll(payment => payment.ExpiresAt <= now);

        // A caller that reports nothing is go-livepeer's: what it was given counts as delivered. One that pays without tickets may still learn that the
        // orchestrator lost its balance. Work that costs nothing keeps no books.
        if (order.Meter.OnlyIfDue || planning.Priced.Price.IsZero)
        {
            return open;
        }

        if (open.Length == MeterState.MaxOpen)
        {
            open = open.RemoveAt(0);
        }

        var taken = job is LiveJob ? Rational.Zero : bill.Fee;
        return open.Add(new OpenPayment(order.IdempotencyKey, taken, bill.Stage.NewCredit, account?.InitialPrice.PerUnit ?? planning.Priced.Price, now + planning.Policy.OpenPaymentTimeout));
    }

    /// <summary>
    /// The account without credit that its orchestrator has forgotten by now. A go-livepeer caller that is told "no tickets" leaves no trace, so nobody
    /// knows how long its session was idle.
    /// </summary>
    private static MeterState? Believed(MeterState? account, SessionState? session, Planning planning) =>
        account is { Balance.Sign: > 0 } && session is not null && !planning.Priced.Order.Meter.OnlyIfDue && planning.Snapshot.Now - session.LastUsed >= BalanceRules.IdleLifetime
            ? account with { Balance = Rational.Zero }
            : account;

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
            && (nonces is null || (nonces.Generation == planning.Snapshot.Generation && nonces.Used < known.SenderNonce))
            ? new NonceState(planning.Snapshot.Generation, (int)known.SenderNonce, nonces?.RetainUntil ?? planning.Snapshot.Now)
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

        // Two jobs at one orchestrator would be billed the time of one, and count on each other's credit.
        if (meter.ManifestId.Length > 0 && meter.ManifestId != job.ManifestId && !order.Meter.OnlyIfDue)
        {
            return new(RefusalKind.SessionMismatch, $"The payment session {order.PaymentSessionId} pays for another manifest id: each job has a session of its own.", job.ManifestId, meter.ManifestId);
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
}
