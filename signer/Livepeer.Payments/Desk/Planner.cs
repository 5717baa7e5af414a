using System.Numerics;
using Livepeer.Payments.Billing;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Desk.Checks;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;

namespace Livepeer.Payments.Desk;

/// <summary>Decides on one order. Pure: the same arguments give the same decision, and a refusal leaves no trace.</summary>
internal static class Planner
{
    // How long a plan outlives its ticket parameters.
    private static readonly TimeSpan PlanRetention = TimeSpan.FromMinutes(30);

    /// <summary>
    /// A repeated order is answered first, whatever has changed since. Then, in go-livepeer's order: token, parameters (only where tickets are needed:
    /// credit that exists is good without them), price, number of tickets, their sum, nonces, open payments.
    /// </summary>
    /// <remarks>
    /// There are two clocks. What is stored lives by the ledger's, which never goes back and may be hours ahead after the wall clock was set; what others
    /// stamped (a token's end, the sight of a block) is judged by <paramref name="wallNow"/>.
    /// </remarks>
    public static LedgerDecision Plan(LedgerSnapshot snapshot, PricedOrder priced, ChainSnapshot? chain, DateTimeOffset wallNow, PaymentPolicy policy)
    {
        if (snapshot.Earlier is { } earlier)
        {
            return Repeat(earlier, priced);
        }

        var balance = BalanceRules.Expire(snapshot.Balance ?? BalanceState.Empty, snapshot.Now);
        var session = SessionRules.Expire(snapshot.Session, snapshot.Now);
        var free = priced.Price.IsZero;
        var ticketsNeeded = !free && balance.Credit < Rational.Max(priced.Fee, priced.TicketEv);
        var stage = ticketsNeeded ? Stage.Of(balance.Credit, priced.Fee, priced.TicketEv) : default;

        var refusal = Token(priced.Order.Offer.AuthToken!, policy, wallNow)
            ?? (ticketsNeeded ? Parameters(priced, chain, policy, wallNow) : null)
            ?? PriceCheck.Ceiling(priced.Price, policy.Ceilings, priced.Order.MaxPrice, priced.Order.Job)
            ?? (session is null ? null : PriceCheck.Growth(priced.Price, session.FirstPrice))
            ?? (ticketsNeeded ? Count(stage, priced, policy) ?? NonceRules.Check(snapshot, (int)stage.Tickets, policy) : null)
            ?? (free ? null : OpenPayments(balance, policy));
        if (refusal is not null)
        {
            return new LedgerDecision.Refuse(refusal);
        }

        return Commit(snapshot, priced, chain, policy, balance, session, stage);
    }

    private static LedgerDecision Repeat(StoredPayment earlier, PricedOrder priced)
    {
        var key = priced.Order.IdempotencyKey;
        if (earlier.Fingerprint != priced.Fingerprint)
        {
            return new LedgerDecision.Refuse(new(RefusalKind.IdempotencyKeyReused, $"The idempotency key {key} was used for another order.", key));
        }

        return earlier.Plan is { } plan
            ? new LedgerDecision.Replay(plan)
            : new LedgerDecision.Refuse(new(RefusalKind.AlreadyPaid, $"The order with the idempotency key {key} was paid, too long ago to repeat it.", key));
    }

    private static LedgerDecision.Commit Commit(
        LedgerSnapshot snapshot,
        PricedOrder priced,
        ChainSnapshot? chain,
        PaymentPolicy policy,
        BalanceState balance,
        SessionState? session,
        Stage stage)
    {
        var now = snapshot.Now;
        var order = priced.Order;
        var parameters = order.Offer.TicketParameters;
        var tickets = (int)stage.Tickets;
        var blocksLeft = BlocksLeft(parameters, chain, policy);
        var nonces = tickets == 0 ? null : NonceRules.Take(snapshot, tickets, blocksLeft);
        var plan = new PaymentPlan(
            tickets == 0 ? 0 : new SenderNonce(snapshot.Epoch, nonces!.Used - tickets + 1).Value,
            tickets,
            tickets == 0 ? null : parameters!.Expiration ?? new TicketExpiration(chain!.LastInitializedRound, chain.LastInitializedRoundBlockHash),
            priced.Fee,
            stage.NewCredit,
            BalanceRules.Bounded(balance.Credit + stage.NewCredit - priced.Fee),
            NonceRules.Left(nonces ?? snapshot.Nonces, priced.Keys.Nonces, policy),
            blocksLeft);

        // Work that costs nothing keeps no books: nothing can be lost, and nothing comes back.
        var open = new OpenPayment(order.IdempotencyKey, balance.Credit, stage.NewCredit, priced.Price, now + policy.OpenPaymentTimeout);
        var after = priced.Price.IsZero ? balance with { LastUsed = now } : BalanceRules.Open(balance, open, now);
        return new(
            priced.Fingerprint,
            plan,
            after,
            nonces,
            SessionRules.Add(session, priced.Price, tickets, stage.NewCredit, now),
            now + L1Time.Expected(blocksLeft) + PlanRetention);
    }

    // Source: go-livepeer server/broadcast.go (the last 180 of a token's 1,800 seconds).
    private static PaymentRefusal? Token(AuthToken token, PaymentPolicy policy, DateTimeOffset wallNow)
    {
        var lastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        var expiration = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(token.ExpirationUnixSeconds, 0, lastSecond));
        if (wallNow + policy.AuthTokenBuffer <= expiration)
        {
            return null;
        }

        var secondsLeft = (long)(expiration - wallNow).TotalSeconds;
        var buffer = (long)policy.AuthTokenBuffer.TotalSeconds;
        return new(
            RefusalKind.AuthTokenExpiring,
            $"The authentication token expires in {secondsLeft} s; at least {buffer} s must be left.",
            OrderCheck.Text(secondsLeft),
            OrderCheck.Text(buffer));
    }

    private static PaymentRefusal? Parameters(PricedOrder priced, ChainSnapshot? chain, PaymentPolicy policy, DateTimeOffset wallNow)
    {
        if (priced.Order.Offer.TicketParameters is not { } parameters)
        {
            return new(RefusalKind.MissingTicketParameters, "The job needs tickets, and the orchestrator gave no ticket parameters.");
        }

        // go-livepeer takes worthless tickets for free work and makes none. With a price they would run up a debt that a later payment had to cover.
        return TicketCheck.Check(parameters, priced.TicketEv, 1, chain, policy, wallNow)
            ?? (priced.TicketEv.IsZero ? new(RefusalKind.InvalidTicketParameters, "The tickets are worth nothing although the price is not zero.", "0") : null);
    }

    private static PaymentRefusal? Count(Stage stage, PricedOrder priced, PaymentPolicy policy)
    {
        var most = Math.Min(policy.MaxTicketsPerPayment, policy.NonceLimit);
        return stage.Tickets <= most
            ? TicketCheck.Total(stage.NewCredit, (int)stage.Tickets, policy)
            : new(
                RefusalKind.TooManyTickets,
                $"The job needs {stage.Tickets} tickets of {priced.TicketEv.ToFixed(0)} wei each; one payment has at most {most}.",
                stage.Tickets.ToString(),
                OrderCheck.Text(most));
    }

    private static PaymentRefusal? OpenPayments(BalanceState balance, PaymentPolicy policy) =>
        balance.Open.Length < policy.MaxOpenPayments
            ? null
            : new(
                RefusalKind.TooManyOpenPayments,
                $"{balance.Open.Length} payments of this balance have no outcome yet; at most {policy.MaxOpenPayments} may be open.",
                OrderCheck.Text(balance.Open.Length),
                OrderCheck.Text(policy.MaxOpenPayments));

    private static long BlocksLeft(TicketParameters? parameters, ChainSnapshot? chain, PaymentPolicy policy) =>
        parameters is null || chain is null
            ? 0
            : (long)BigInteger.Max(0, BigInteger.Min(policy.MaxBlocksAhead, parameters.ExpirationBlock - chain.LastSeenL1Block));
}
