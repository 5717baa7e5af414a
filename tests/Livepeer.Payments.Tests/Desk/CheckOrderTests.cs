using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Desk;

/// <summary>The order in which a sender checks; go-livepeer's, so that callers see the same reason. Numbers are those of its validateTicketParams.</summary>
public class CheckOrderTests
{
    private static readonly (string Name, RefusalKind Kind, string Words, Func<Situation, Situation> Break)[] Checks =
    [
        ("key reused", RefusalKind.IdempotencyKeyReused, "was used for another order",
            s => s.With((LedgerSnapshot x) => x with { Earlier = new(default, null, null!) })),
        ("token expiring", RefusalKind.AuthTokenExpiring, "expires in 60 s",
            s => s.With((OrchestratorOffer x) => x with { AuthToken = new(default, "session", Some.Now.AddSeconds(60).ToUnixTimeSeconds()) })),
        ("1 missing", RefusalKind.MissingTicketParameters, "gave no ticket parameters",
            s => s.With((OrchestratorOffer x) => x with { TicketParameters = null })),
        ("2 block 0", RefusalKind.InvalidTicketParameters, "expiration block is 0",
            s => s.With((TicketParameters x) => x with { ExpirationBlock = 0 })),
        ("chain stale", RefusalKind.ChainViewStale, "was seen 3600 s ago",
            s => s.With((ChainSnapshot x) => x with { L1BlockSeenAt = Some.Now.AddHours(-1) })),
        ("3 expired", RefusalKind.TicketParametersExpired, "the last block seen is 21000039",
            s => s.With((ChainSnapshot x) => x with { LastSeenL1Block = Some.L1Block + 39 })),
        ("absurdly far", RefusalKind.InvalidTicketParameters, "blocks ahead", s => s.With((PaymentPolicy x) => x with { MaxBlocksAhead = 2 })),
        ("5 always wins", RefusalKind.FaceValueTooLow, "always win",
            s => s.With((TicketParameters x) => x with { WinProbability = new(WinProbability.MaxScaled) })),
        ("6 ticket EV", RefusalKind.TicketEvAboveLimit, "A ticket has an expected value",
            s => s.With((PaymentPolicy x) => x with { MaxTicketEv = new(1) })),
        ("8 unlocking", RefusalKind.SenderUnlocking, "can be withdrawn", s => s.With((SenderFunds x) => x with { WithdrawRound = 3891 })),
        ("9 reserve", RefusalKind.NoReserve, "no reserve", s => s.With((SenderFunds x) => x with { ReserveFundsRemaining = default })),
        ("10 deposit", RefusalKind.NoDeposit, "no deposit", s => s.With((SenderFunds x) => x with { Deposit = default })),
        ("11 total of one", RefusalKind.TotalEvAboveLimit, "1 tickets", s => s.With((PaymentPolicy x) => x with { MaxTotalEv = new(1) })),
        ("12 face value", RefusalKind.FaceValueAboveDeposit, "with a deposit of",
            s => s.With((PaymentPolicy x) => x with { DepositMultiplier = 1_000_000 })),
        ("ceiling", RefusalKind.PriceAboveCeiling, "configured maximum",
            s => s.With((PaymentPolicy x) => x with { Ceilings = PriceCeilings.None with { Global = new(1) } })),
        ("doubled", RefusalKind.PriceMoreThanDoubled, "began with",
            s => s.With((LedgerSnapshot x) => x with { Session = new(new(1), 1, 0, default, Some.Now) })),
        ("too many", RefusalKind.TooManyTickets, "needs 18 tickets", s => s.With((PaymentPolicy x) => x with { MaxTicketsPerPayment = 17 })),
        ("11 total of all", RefusalKind.TotalEvAboveLimit, "18 tickets",
            s => s.With((PaymentPolicy x) => x with { MaxTotalEv = Rational.Min(x.MaxTotalEv, new(10_000_000_000)) })),
        ("nonces closed", RefusalKind.NonceSpaceClosed, "generation 7",
            s => s.With((LedgerSnapshot x) => x with { Nonces = new(7, 0, Some.Now.AddHours(1)) })),
        ("nonces exhausted", RefusalKind.NonceSpaceExhausted, "the limit is 500",
            s => s.With((LedgerSnapshot x) => x with { Nonces = (x.Nonces ?? new(0, 0, Some.Now.AddHours(1))) with { Used = 490 } })),
        ("open payments", RefusalKind.TooManyOpenPayments, "64 payments",
            s => s.With((LedgerSnapshot x) => x with { Balance = new(default, [.. Open(64)], Some.Now) })),
    ];

    public static TheoryData<string> Single => [.. Checks.Select(check => check.Name)];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            for (var earlier = 0; earlier < Checks.Length; earlier++)
            {
                for (var later = earlier + 1; later < Checks.Length; later++)
                {
                    pairs.Add(Checks[earlier].Name, Checks[later].Name);
                }
            }

            return pairs;
        }
    }

    [Fact]
    public void Plan_NothingBroken_IsCommitted() => Situation.Ordinary.Committed();

    [Theory]
    [MemberData(nameof(Single))]
    public void Plan_OneCheckFails_IsNamed(string name) => AssertNamed(name, Break(Situation.Ordinary, name));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Plan_TwoChecksFail_TheEarlierIsNamed(string earlier, string later) => AssertNamed(earlier, Break(Break(Situation.Ordinary, earlier), later));

    private static IEnumerable<OpenPayment> Open(int count) =>
        Enumerable.Range(0, count).Select(i => new OpenPayment($"open-{i}", default, default, default, Some.Now.AddMinutes(1)));

    private static Situation Break(Situation situation, string name) => Checks.Single(check => check.Name == name).Break(situation);

    private static void AssertNamed(string name, Situation situation)
    {
        var (_, kind, words, _) = Checks.Single(check => check.Name == name);
        var refusal = situation.Refusal();
        Assert.Equal(kind, refusal.Kind);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }
}
