using System.Globalization;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Desk;

public class PlannerTests
{
    // Worked example of the protocol notes: 112,881,600 pixels at 1,200 wei.
    private static readonly Rational SegmentFee = Rational.Parse("303832618553276424568125/2199023255552");
    private static readonly Rational TicketEv = ExpectedValue.Of(Some.TicketParameters().FaceValue, Some.TicketParameters().WinProbability);

    [Fact]
    public void Plan_NoCredit_CoversTheFeeWithTickets()
    {
        var commit = Situation.Ordinary.Committed();
        Assert.Equal(18, commit.Plan.TicketCount);
        Assert.Equal(1u, commit.Plan.FirstNonce);
        Assert.Equal(SegmentFee, commit.Plan.Fee);
        Assert.Equal(TicketEv * new Rational(18), commit.Plan.NewCredit);
        Assert.Equal(commit.Plan.NewCredit - SegmentFee, commit.Plan.BalanceAfter);
        Assert.Equal(482, commit.Plan.NoncesLeft);
        Assert.Equal(40, commit.Plan.BlocksLeft);
        Assert.Equal(new SessionState(new(1200), 1, 18, commit.Plan.NewCredit, Some.Now), commit.Session);
    }

    [Fact]
    public void Plan_NoCredit_OpensThePaymentInItsBalance()
    {
        var commit = Situation.Ordinary.Committed();
        var open = Assert.Single(commit.Balance!.Open);
        Assert.Equal(new OpenPayment("payment-1", default, commit.Plan.NewCredit, new(1200), Some.Now.AddMinutes(5)), open);
        Assert.Equal(Rational.Zero, commit.Balance!.Credit);
        Assert.Equal(Some.Now, commit.Balance!.LastUsed);
    }

    [Fact]
    public void Plan_NoCredit_KeepsRecordsBeyondTheTicketParameters()
    {
        var commit = Situation.Ordinary.Committed();
        Assert.Equal(Some.Now.AddMinutes(8 + 30), commit.KeepPlanUntil);
        Assert.Equal(new NonceState(0, 18, Some.Now.AddMinutes(16 + 120)), commit.Nonces);
    }

    [Fact]
    public void Plan_CreditCoversTheFee_MakesNoTicketsAndTakesAllCredit()
    {
        var commit = Situation.Ordinary.WithCredit(200_000_000_000).Committed();
        Assert.Equal(0, commit.Plan.TicketCount);
        Assert.Equal(0u, commit.Plan.FirstNonce);
        Assert.Null(commit.Plan.Expiration);
        Assert.Null(commit.Nonces);
        Assert.Equal(500, commit.Plan.NoncesLeft);
        Assert.Equal(Rational.Zero, commit.Balance!.Credit);
        Assert.Equal(new Rational(200_000_000_000), Assert.Single(commit.Balance!.Open).Existing);
        Assert.Equal(new Rational(200_000_000_000) - SegmentFee, commit.Plan.BalanceAfter);
    }

    [Fact]
    public void Plan_CreditCoversTheFee_NeedsNeitherChainNorFreshParameters()
    {
        var situation = Situation.Ordinary.WithCredit(200_000_000_000).With((TicketParameters x) => x with { ExpirationBlock = Some.L1Block });
        Assert.Equal(0, situation.Committed().Plan.TicketCount);
        Assert.Equal(0, (situation with { Chain = null }).Committed().Plan.TicketCount);
        Assert.Equal(0, situation.With((OrchestratorOffer x) => x with { TicketParameters = null }).Committed().Plan.NoncesLeft);
    }

    [Fact]
    public void Plan_CreditCoversTheFeeButNotOneTicket_MakesOne()
    {
        // An orchestrator wants one ticket's worth on its books before it works.
        var situation = Situation.Ordinary.WithCredit(7_000_000_000).With((PaymentOrder x) => x with { Job = Some.Ai(units: 1) });
        Assert.Equal(1, situation.Committed().Plan.TicketCount);
    }

    [Fact]
    public void Plan_DebtOfEarlierWork_IsCovered()
    {
        var commit = Situation.Ordinary.WithCredit(-8_000_000_000).Committed();
        Assert.Equal(19, commit.Plan.TicketCount);
        Assert.Equal(Rational.Zero, commit.Balance!.Credit);
    }

    [Fact]
    public void Plan_PartlyUsedNonces_Continue()
    {
        var commit = Situation.Ordinary.With((LedgerSnapshot x) => x with { Nonces = new(0, 7, Some.Now.AddDays(1)) }).Committed();
        Assert.Equal(8u, commit.Plan.FirstNonce);
        Assert.Equal(new NonceState(0, 25, Some.Now.AddDays(1)), commit.Nonces);
    }

    [Fact]
    public void Plan_LaterEpoch_TagsNonces()
    {
        var commit = Situation.Ordinary.With((LedgerSnapshot x) => x with { Epoch = 3 }).Committed();
        Assert.Equal(new SenderNonce(3, 1).Value, commit.Plan.FirstNonce);
        Assert.Equal(0, commit.Nonces!.Generation);
    }

    [Fact]
    public void Plan_SpaceOfAnotherWriter_GoesOnUnderTheOwnEpoch()
    {
        var commit = Situation.Ordinary.With((LedgerSnapshot x) => x with { Epoch = 3, Generation = 9, Nonces = new(9, 7, Some.Now.AddDays(1)) }).Committed();
        Assert.Equal(new SenderNonce(3, 8).Value, commit.Plan.FirstNonce);
        Assert.Equal((9, 25), (commit.Nonces!.Generation, commit.Nonces.Used));
    }

    [Theory]
    [InlineData(482, true)]
    [InlineData(483, false)]
    public void Plan_NonceLimit_IsReachedButNotPassed(int used, bool committed)
    {
        var situation = Situation.Ordinary.With((LedgerSnapshot x) => x with { Nonces = new(0, used, Some.Now.AddHours(1)) });
        Assert.Equal(committed, situation.Plan() is LedgerDecision.Commit { Plan.NoncesLeft: 0 });
    }

    [Fact]
    public void Plan_NoExpirationMessage_TakesTheRoundOfTheChain()
    {
        var chain = Some.Chain();
        var commit = Situation.Ordinary.With((TicketParameters x) => x with { Expiration = null }).Committed();
        Assert.Equal(new TicketExpiration(chain.LastInitializedRound, chain.LastInitializedRoundBlockHash), commit.Plan.Expiration);
    }

    [Fact]
    public void Plan_ZeroExpirationMessage_IsEchoed()
    {
        var commit = Situation.Ordinary.With((TicketParameters x) => x with { Expiration = new(0, default) }).Committed();
        Assert.Equal(new TicketExpiration(0, default), commit.Plan.Expiration);
    }

    [Fact]
    public void Plan_FreeWork_MakesNoTicketsAndKeepsNoBooks()
    {
        var free = Situation.Ordinary.WithCredit(5).With((OrchestratorOffer x) => x with { Price = new(0, 1), TicketParameters = null });
        var commit = free.Committed();
        Assert.Equal(0, commit.Plan.TicketCount);
        Assert.Empty(commit.Balance!.Open);
        Assert.Equal(new Rational(5), commit.Balance!.Credit);
        Assert.Equal(0, free.With((OrchestratorOffer x) => x with { TicketParameters = Some.TicketParameters() }).Committed().Plan.TicketCount);
    }

    [Fact]
    public void Plan_WorthlessTicketsForPaidWork_AreRefused()
    {
        var refusal = Situation.Ordinary.With((TicketParameters x) => x with { WinProbability = default }).Refusal();
        Assert.Equal(RefusalKind.InvalidTicketParameters, refusal.Kind);
        Assert.Contains("worth nothing", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_RepeatedOrder_IsAnsweredWhateverHasChanged()
    {
        var ordinary = Situation.Ordinary;
        var earlier = ordinary.Committed();
        var later = ordinary.With((LedgerSnapshot x) => x with { Now = Some.Now.AddHours(1), Earlier = new(earlier.Fingerprint, earlier.Plan, null!) })
            .With((PaymentPolicy x) => x with { Ceilings = PriceCeilings.None with { Global = new(1) } }) with
        { Chain = null };
        Assert.Same(earlier.Plan, Assert.IsType<LedgerDecision.Replay>(later.Plan()).Plan);
    }

    [Fact]
    public void Plan_RepeatedOrderOfWhichOnlyTheFactIsLeft_IsAlreadyPaid()
    {
        var earlier = Situation.Ordinary.Committed();
        Assert.Equal(
            RefusalKind.AlreadyPaid,
            Situation.Ordinary.With((LedgerSnapshot x) => x with { Earlier = new(earlier.Fingerprint, null, null!) }).Refusal().Kind);
    }

    [Fact]
    public void Plan_IdleBalance_IsForgotten()
    {
        var idle = Situation.Ordinary.With((LedgerSnapshot x) => x with { Balance = new(new(1_000_000_000_000), [], Some.Now - BalanceRules.IdleLifetime) });
        Assert.Equal(18, idle.Committed().Plan.TicketCount);
    }

    [Fact]
    public void Plan_IdleSession_IsForgotten()
    {
        var idle = Situation.Ordinary.With((LedgerSnapshot x) => x with { Session = new(new(1), 9, 9, new(9), Some.Now - SessionRules.IdleLifetime) });
        Assert.Equal(1, idle.Committed().Session.Payments);
    }

    [Theory]
    [InlineData(600, true)]
    [InlineData(599, false)]
    public void Plan_PriceOfTheSession_MayDouble(int firstPrice, bool committed) =>
        Assert.Equal(
            committed,
            Situation.Ordinary.With((LedgerSnapshot x) => x with { Session = new(new(firstPrice), 1, 0, default, Some.Now) }).IsCommitted);

    [Theory]
    [InlineData(180, true)]
    [InlineData(179, false)]
    public void Plan_TokenInItsLastThreeMinutes_IsRefused(int secondsLeft, bool committed)
    {
        var expiration = Some.Now.AddSeconds(secondsLeft).ToUnixTimeSeconds();
        Assert.Equal(
            committed,
            Situation.Ordinary.With((OrchestratorOffer x) => x with { AuthToken = new(default, "session", expiration) }).IsCommitted);
    }

    [Theory]
    [InlineData(long.MinValue, false)]
    [InlineData(long.MaxValue, true)]
    public void Plan_AbsurdTokenTimes_DoNotOverflow(long expiration, bool committed) =>
        Assert.Equal(
            committed,
            Situation.Ordinary.With((OrchestratorOffer x) => x with { AuthToken = new(default, "session", expiration) }).IsCommitted);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(400, true)]
    [InlineData(401, false)]
    public void Plan_BlocksLeft_AreBounded(int blocks, bool committed) =>
        Assert.Equal(committed, Situation.Ordinary.With((TicketParameters x) => x with { ExpirationBlock = Some.L1Block + blocks }).IsCommitted);

    [Theory]
    [InlineData("0", true)]
    [InlineData("3890", false)]
    [InlineData("3891", false)]
    [InlineData("3892", true)]
    public void Plan_WithdrawRound_MayNotBeNear(string round, bool committed)
    {
        var situation = Situation.Ordinary.With((SenderFunds x) => x with { WithdrawRound = long.Parse(round, CultureInfo.InvariantCulture) });
        Assert.Equal(committed, situation.IsCommitted);
    }

    [Fact]
    public void Plan_HundredTicketsMore_AreRefusedWithTheNumber()
    {
        var refusal = Situation.Ordinary.With((PaymentOrder x) => x with { Job = Some.Ai(units: 1_000_000_000) }).Refusal();
        Assert.Equal((RefusalKind.TooManyTickets, "150", "100"), (refusal.Kind, refusal.Actual, refusal.Limit));
    }

    [Theory]
    [InlineData(120, true)]
    [InlineData(121, false)]
    public void Plan_AgeOfTheL1Block_IsBounded(int seconds, bool committed) =>
        Assert.Equal(committed, Situation.Ordinary.With((ChainSnapshot x) => x with { L1BlockSeenAt = Some.Now.AddSeconds(-seconds) }).IsCommitted);

    [Fact]
    public void Plan_LedgerClockHoursAhead_JudgesTokenAndBlockByTheWallClock()
    {
        // The wall clock was set forward and back; the ledger's clock never goes back.
        var commit = Situation.Ordinary.With((LedgerSnapshot x) => x with { Now = Some.Now.AddHours(5) }).Committed();
        Assert.Equal(Some.Now.AddHours(5), commit.Balance!.LastUsed);
    }

    [Theory]
    [InlineData(1_000, false)]
    [InlineData(1_001, true)]
    public void Plan_ParametersExpiredLongAgo_TellsThatTheBlocksAreApart(int blocks, bool told)
    {
        var refusal = Situation.Ordinary.With((TicketParameters x) => x with { ExpirationBlock = Some.L1Block - blocks }).Refusal();
        Assert.Equal(RefusalKind.TicketParametersExpired, refusal.Kind);
        Assert.Equal(told, refusal.Message.Contains($"the signer's L1 block is at least {blocks} ahead of the orchestrator's", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_NoL1BlockYet_IsStale()
    {
        Assert.Equal(RefusalKind.ChainViewStale, (Situation.Ordinary with { Chain = null }).Refusal().Kind);
        Assert.Equal(RefusalKind.ChainViewStale, Situation.Ordinary.With((ChainSnapshot x) => x with { LastSeenL1Block = 0 }).Refusal().Kind);
    }

    [Fact]
    public void Plan_NumbersEqualToTheirLimits_Pass()
    {
        var total = TicketEv * new Rational(18);
        Situation.Ordinary.With((PaymentPolicy x) => x with { MaxTicketEv = TicketEv, MaxTotalEv = total, MaxTicketsPerPayment = 18 }).Committed();
        Situation.Ordinary.With((SenderFunds x) => x with { Deposit = Some.TicketParameters().FaceValue }).Committed();
        Situation.Ordinary.With((SenderFunds x) => x with { Deposit = new(3 * Some.TicketParameters().FaceValue.Amount) })
            .With((PaymentPolicy x) => x with { DepositMultiplier = 3 }).Committed();
    }

    [Fact]
    public void Plan_DepositThatDividesWithARest_IsRoundedDown()
    {
        var situation = Situation.Ordinary.With((SenderFunds x) => x with { Deposit = new((3 * Some.TicketParameters().FaceValue.Amount) - 1) })
            .With((PaymentPolicy x) => x with { DepositMultiplier = 3 });
        Assert.Equal(RefusalKind.FaceValueAboveDeposit, situation.Refusal().Kind);
    }

    [Fact]
    public void Plan_MoreTicketsThanAnyNonceSpaceHolds_AreTooMany()
    {
        var situation = Situation.Ordinary.With((PaymentPolicy x) => x with { NonceLimit = 50 })
            .With((PaymentOrder x) => x with { Job = Some.Ai(units: 400_000_000) });
        var refusal = situation.Refusal();
        Assert.Equal((RefusalKind.TooManyTickets, "60", "50"), (refusal.Kind, refusal.Actual, refusal.Limit));
    }

    [Fact]
    public void Plan_SixtyThreeOpenPayments_LeaveRoomForOne()
    {
        var open = Enumerable.Range(0, 63).Select(i => new OpenPayment($"open-{i}", default, default, default, Some.Now.AddMinutes(1)));
        Assert.Equal(64, Situation.Ordinary.With((LedgerSnapshot x) => x with { Balance = new(default, [.. open], Some.Now) }).Committed().Balance!.Open.Length);
    }

    [Fact]
    public void Plan_ExpiredOpenPayments_MakeRoom()
    {
        var open = Enumerable.Range(0, 64).Select(i => new OpenPayment($"open-{i}", default, default, default, Some.Now));
        var situation = Situation.Ordinary.With((LedgerSnapshot x) => x with { Balance = new(default, [.. open], Some.Now.AddMinutes(-5)) });
        Assert.Single(situation.Committed().Balance!.Open);
    }
}
