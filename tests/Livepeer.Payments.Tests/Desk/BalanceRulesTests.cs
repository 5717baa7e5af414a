using System.Numerics;
using FsCheck.Xunit;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Desk;

public class BalanceRulesTests
{
    private static readonly OpenPayment First = new("a", new(10), new(5), new(2), Some.Now.AddMinutes(5));
    private static readonly OpenPayment Second = new("b", new(3), new(7), new(2), Some.Now.AddMinutes(6));
    private static readonly BalanceState Balance = new(new(1), [First, Second], Some.Now);

    [Theory]
    [InlineData(PaymentOutcomeKind.Delivered, 4, 1 + 10 + 5 - 8)]
    [InlineData(PaymentOutcomeKind.Delivered, 0, 1 + 10 + 5)]
    [InlineData(PaymentOutcomeKind.Delivered, 100, 1 + 10 + 5 - 200)]
    [InlineData(PaymentOutcomeKind.NotSent, 0, 1 + 10)]
    [InlineData(PaymentOutcomeKind.Lost, 0, 1)]
    [InlineData(PaymentOutcomeKind.Rejected, 0, 1)]
    public void Settle_Outcome_MovesCredit(PaymentOutcomeKind outcome, long billedUnits, int credit)
    {
        var after = BalanceRules.Settle(Balance, Some.Outcome("a", outcome, billedUnits), Some.Now);
        Assert.Equal(new Rational(credit), after.Credit);
        Assert.Equal(Second, Assert.Single(after.Open));
        Assert.Equal(Balance.LastUsed, after.LastUsed);
    }

    [Theory]
    [InlineData("Insufficient balance")]
    [InlineData("payment error: INVALID RECIPIENTRAND for ticket recipientRandHash")]
    [InlineData("invalid auth token")]
    public void Settle_RejectedBecauseBooksDiffer_EmptiesTheBucket(string text)
    {
        var after = BalanceRules.Settle(Balance, Some.Outcome("a", PaymentOutcomeKind.Rejected, text: text), Some.Now);
        Assert.Equal(Rational.Zero, after.Credit);
        Assert.Equal(Second with { Existing = default }, Assert.Single(after.Open));
    }

    [Fact]
    public void Settle_OtherOutcomeWithSuchText_DoesNotEmptyTheBucket() =>
        Assert.Equal(new Rational(1), BalanceRules.Settle(Balance, Some.Outcome("a", PaymentOutcomeKind.Lost, text: "Insufficient balance"), Some.Now).Credit);

    [Theory]
    [InlineData("c", PaymentOutcomeKind.Delivered, 0)]
    [InlineData("a", PaymentOutcomeKind.Unknown, 0)]
    [InlineData("a", PaymentOutcomeKind.Delivered, 5)]
    public void Settle_NothingOpen_GivesTheSameInstance(string key, PaymentOutcomeKind outcome, int minutesLater) =>
        Assert.Same(Balance, BalanceRules.Settle(Balance, Some.Outcome(key, outcome), Some.Now.AddMinutes(minutesLater)));

    [Fact]
    public void Settle_Twice_CountsOnce()
    {
        var outcome = Some.Outcome("a", PaymentOutcomeKind.Delivered, 4);
        var once = BalanceRules.Settle(Balance, outcome, Some.Now);
        Assert.Same(once, BalanceRules.Settle(once, outcome, Some.Now));
    }

    [Fact]
    public void Expire_OpenPaymentsTimeIsOver_CountsItAsSpent()
    {
        var after = BalanceRules.Expire(Balance, Some.Now.AddMinutes(5));
        Assert.Equal(new Rational(1), after.Credit);
        Assert.Equal(Second, Assert.Single(after.Open));
    }

    [Fact]
    public void Expire_NothingIsOver_GivesTheSameInstance() => Assert.Same(Balance, BalanceRules.Expire(Balance, Some.Now.AddMinutes(5).AddTicks(-1)));

    [Fact]
    public void Expire_IdleForNineMinutes_IsForgotten()
    {
        Assert.NotSame(BalanceState.Empty, BalanceRules.Expire(Balance, Some.Now.AddMinutes(9).AddTicks(-1)));
        Assert.Same(BalanceState.Empty, BalanceRules.Expire(Balance, Some.Now.AddMinutes(9)));
    }

    [Fact]
    public void Equals_SamePayments_IsStructural() => Assert.Equal(Balance, new BalanceState(new(1), [First with { }, Second with { }], Some.Now));

    [Fact]
    public void Expire_EmptyBalance_StaysEmpty() => Assert.Same(BalanceState.Empty, BalanceRules.Expire(BalanceState.Empty, DateTimeOffset.MinValue));

    [Fact]
    public void Bounded_FractionOfMoreThan4096Bits_IsRoundedDownToWei()
    {
        var denominator = BigInteger.One << BalanceRules.MaxFractionBits;
        Assert.Equal(new Rational(-1), BalanceRules.Bounded(new Rational(-1, denominator)));
        Assert.Equal(new Rational(7), BalanceRules.Bounded(new Rational((7 * denominator) + 1, denominator)));
        Assert.Equal(new Rational(1, denominator / 2), BalanceRules.Bounded(new Rational(1, denominator / 2)));
    }

    // Value is never made or lost: what leaves a balance is billed, spent, or the tickets of a payment that was not sent.
    [Property(MaxTest = 500)]
    public bool AnySequence_Conserves(byte[] steps)
    {
        var balance = BalanceState.Empty;
        var now = Some.Now;
        var credited = Rational.Zero;
        var gone = Rational.Zero;
        for (var i = 0; i + 1 < steps.Length; i += 2)
        {
            var (step, number) = (steps[i], steps[i + 1]);
            var before = BalanceRules.Expire(balance, now);
            gone += Total(balance) - Total(before);
            switch (step % 6)
            {
                case 0:
                    var payment = new OpenPayment($"{i}", before.Credit, new Rational(number, 7), new Rational(1, 3), now.AddMinutes(5));
                    balance = BalanceRules.Open(before, payment, now);
                    credited += payment.NewCredit;
                    break;
                case 1:
                    now += TimeSpan.FromSeconds(number);
                    balance = before;
                    break;
                default:
                    if (before.Open.IsEmpty)
                    {
                        balance = before;
                        break;
                    }

                    var open = before.Open[number % before.Open.Length];
                    var outcome = (PaymentOutcomeKind)(1 + (step % 4));
                    balance = BalanceRules.Settle(before, Some.Outcome(open.IdempotencyKey, outcome, number), now);
                    gone += outcome switch
                    {
                        PaymentOutcomeKind.Delivered => new Rational(number) * open.PricePerUnit,
                        PaymentOutcomeKind.NotSent => open.NewCredit,
                        _ => open.Existing + open.NewCredit,
                    };
                    break;
            }

            if (Total(balance) != credited - gone)
            {
                return false;
            }
        }

        return true;
    }

    private static Rational Total(BalanceState balance) => balance.Open.Aggregate(balance.Credit, (sum, open) => sum + open.Existing + open.NewCredit);
}
