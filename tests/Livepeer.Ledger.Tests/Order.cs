using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;

namespace Livepeer.Ledger.Tests;

/// <summary>An ordinary order with a plain planner: one ticket per payment, all free credit taken along, 1,000 wei of new credit.</summary>
internal sealed record Order(string Key)
{
    public const int NewCredit = 1_000;

    public static EthAddress Sender { get; } = EthAddress.Parse("0x1111111111111111111111111111111111111111");

    public static EthAddress Recipient { get; } = EthAddress.Parse("0x2222222222222222222222222222222222222222");

    public TenantId Tenant { get; init; } = new("acme");

    public string Session { get; init; } = "session";

    public string Bucket { get; init; } = "bucket";

    public Hash32? RandHash { get; init; } = Hash(1);

    public Hash32 Fingerprint { get; init; } = Hash(7);

    public Settlement[] Settlements { get; init; } = [];

    public LedgerKeys Keys => new(
        Tenant,
        Key,
        new SessionKey(Session, Recipient),
        new BalanceKey(Sender, Recipient, Bucket),
        RandHash is { } hash ? new NonceKey(Sender, hash) : null);

    public static Hash32 Hash(byte fill) => new(Enumerable.Repeat(fill, Hash32.Size).ToArray());

    public static Settlement Delivered(string key, long units = 0) => new(key, PaymentOutcomeKind.Delivered, units, string.Empty);

    public ValueTask<LedgerDecision> ApplyAsync(ILedger ledger, CancellationToken cancellationToken = default) =>
        ledger.ApplyAsync(Keys, Settlements, Decide, cancellationToken);

    /// <summary>The payment; anything else fails the test.</summary>
    public async Task<PaymentPlan> PayAsync(ILedger ledger) =>
        Assert.IsType<LedgerDecision.Commit>(await ApplyAsync(ledger)).Plan;

    /// <summary>What the ledger shows for this order; stores nothing but its settlements.</summary>
    public async Task<LedgerSnapshot> LookAsync(ILedger ledger)
    {
        LedgerSnapshot? seen = null;
        await ledger.ApplyAsync(
            Keys,
            Settlements,
            snapshot =>
            {
                seen = snapshot;
                return Refusal;
            },
            CancellationToken.None);
        return seen!;
    }

    public static LedgerDecision Refusal { get; } = new LedgerDecision.Refuse(new PaymentRefusal(RefusalKind.Unknown, string.Empty));

    public LedgerDecision Decide(LedgerSnapshot snapshot)
    {
        if (snapshot.Earlier is { } earlier)
        {
            return earlier.Plan is { } plan && earlier.Fingerprint == Fingerprint ? new LedgerDecision.Replay(plan) { KeepPlanUntil = snapshot.EarlierKeptUntil } : Refusal;
        }

        if (snapshot.Nonces is { } nonces && nonces.Generation != snapshot.Generation)
        {
            return Refusal;
        }

        var counter = (snapshot.Nonces?.Used ?? 0) + 1;
        var balance = snapshot.Balance ?? BalanceState.Empty;
        var open = new OpenPayment(Key, balance.Credit, new Rational(NewCredit), Rational.One, snapshot.Now.AddMinutes(2));
        var session = snapshot.Session ?? new SessionState(new Rational(5, 3), 0, 0, Rational.Zero, snapshot.Now);
        return new LedgerDecision.Commit(
            Fingerprint,
            new PaymentPlan(
                (snapshot.Epoch << 10) + (uint)counter,
                RandHash is null ? 0 : 1,
                new TicketExpiration(42, Hash(9)),
                new Rational(22, 7),
                new Rational(NewCredit),
                new Rational(-1, 3),
                NoncesLeft: 499,
                BlocksLeft: 40),
            new BalanceState(balance.Credit - open.Existing, balance.Open.Add(open), snapshot.Now),
            RandHash is null ? null : new NonceState(snapshot.Generation, counter, snapshot.Now.AddHours(3)),
            session with { Payments = session.Payments + 1, Tickets = session.Tickets + 1, ExpectedValue = session.ExpectedValue + new Rational(NewCredit, 3), LastUsed = snapshot.Now },
            snapshot.Now.AddMinutes(40));
    }
}
