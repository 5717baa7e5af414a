using System.Numerics;
using Livepeer.Payments.Billing;
using Livepeer.Payments.Desk.Checks;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Payments.Desk.Usage;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;

namespace Livepeer.Payments.Desk;

/// <summary>One order against one view of the world, with the checks and the bookkeeping that every kind of job has.</summary>
internal readonly record struct Planning(LedgerSnapshot Snapshot, PricedOrder Priced, ChainSnapshot? Chain, DateTimeOffset WallNow, PaymentPolicy Policy)
{
    // How long a plan outlives its ticket parameters.
    private static readonly TimeSpan PlanRetention = TimeSpan.FromMinutes(30);

    private long BlocksLeft =>
        Priced.Order.Offer.TicketParameters is not { } parameters || Chain is null
            ? 0
            : (long)BigInteger.Max(0, BigInteger.Min(Policy.MaxBlocksAhead, parameters.ExpirationBlock - Chain.LastSeenL1Block));

    // Source: go-livepeer server/broadcast.go (the last 180 of a token's 1,800 seconds).
    public PaymentRefusal? Token()
    {
        var lastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        var expiration = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(Priced.Order.Offer.AuthToken!.ExpirationUnixSeconds, 0, lastSecond));
        if (WallNow + Policy.AuthTokenBuffer <= expiration)
        {
            return null;
        }

        var secondsLeft = (long)(expiration - WallNow).TotalSeconds;
        var buffer = (long)Policy.AuthTokenBuffer.TotalSeconds;
        return new(
            RefusalKind.AuthTokenExpiring,
            $"The authentication token expires in {secondsLeft} s; at least {buffer} s must be left.",
            OrderCheck.Text(secondsLeft),
            OrderCheck.Text(buffer));
    }

    public PaymentRefusal? Parameters()
    {
        if (Priced.Order.Offer.TicketParameters is not { } parameters)
        {
            return new(RefusalKind.MissingTicketParameters, "The job needs tickets, and the orchestrator gave no ticket parameters.");
        }

        // go-livepeer takes worthless tickets for free work and makes none. With a price they would run up a debt that a later payment had to cover.
        return TicketCheck.Check(parameters, Priced.TicketEv, 1, Chain, Policy, WallNow)
            ?? (Priced.TicketEv.IsZero ? new(RefusalKind.InvalidTicketParameters, "The tickets are worth nothing although the price is not zero.", "0") : null);
    }

    public PaymentRefusal? Count(Stage stage, int mostTickets)
    {
        var most = Math.Min(mostTickets, Policy.NonceLimit);
        return stage.Tickets <= most
            ? TicketCheck.Total(stage.NewCredit, (int)stage.Tickets, Policy)
            : new(
                RefusalKind.TooManyTickets,
                $"The job needs {stage.Tickets} tickets of {Priced.TicketEv.ToFixed(0)} wei each; one payment has at most {most}.",
                stage.Tickets.ToString(),
                OrderCheck.Text(most));
    }

    public PaymentRefusal? Budgets(Stage stage)
    {
        // The sums of a tenant without limits need not be looked at.
        var order = Priced.Order;
        return order.Limits.AreBudgeted
            ? TenantRules.Check(TenantRules.At(Snapshot.Spend, Snapshot.Now), order, stage.NewCredit.Ceiling(), FaceValue(stage))
            : null;
    }

    /// <summary>Ledger time until which a plan is kept: as long as its tickets may be of use, and a while longer.</summary>
    public static DateTimeOffset KeepPlanUntil(DateTimeOffset now, long blocksLeft) => now + L1Time.Expected(blocksLeft) + PlanRetention;

    /// <summary>Ledger time at which a plan was made that is kept until a time: what <see cref="KeepPlanUntil"/> was told.</summary>
    public static DateTimeOffset PlannedAt(DateTimeOffset keptUntil, long blocksLeft) => keptUntil - L1Time.Expected(blocksLeft) - PlanRetention;

    /// <summary>The commit of a payment, with everything that follows from it for nonces, budgets and usage.</summary>
    public LedgerDecision Commit(Stage stage, Rational fee, Rational balanceAfter, BalanceState? balance, SessionState session, MeterReading? meter = null)
    {
        var parameters = Priced.Order.Offer.TicketParameters;
        var tickets = (int)stage.Tickets;
        var nonces = tickets == 0 ? null : NonceRules.Take(Snapshot, tickets, BlocksLeft);
        var plan = new PaymentPlan(
            tickets == 0 ? 0 : new SenderNonce(Snapshot.Epoch, nonces!.Used - tickets + 1).Value,
            tickets,
            tickets == 0 ? null : parameters!.Expiration ?? new TicketExpiration(Chain!.LastInitializedRound, Chain.LastInitializedRoundBlockHash),
            fee,
            stage.NewCredit,
            balanceAfter,
            NonceRules.Left(nonces ?? Snapshot.Nonces, Priced.Keys.Nonces, Policy),
            BlocksLeft)
        {
            Meter = meter,
        };
        var spend = TenantRules.Add(TenantRules.At(Snapshot.Spend, Snapshot.Now), stage.NewCredit.Ceiling(), FaceValue(stage));
        return new LedgerDecision.Commit(Priced.Fingerprint, plan, balance, nonces, session, KeepPlanUntil(Snapshot.Now, BlocksLeft))
        {
            Spend = spend,
            Usage = UsageRules.Of(Priced, plan, Snapshot.Now),
        };
    }

    private BigInteger FaceValue(Stage stage) =>
        stage.Tickets.IsZero ? BigInteger.Zero : Priced.Order.Offer.TicketParameters!.FaceValue.Amount * stage.Tickets;
}
