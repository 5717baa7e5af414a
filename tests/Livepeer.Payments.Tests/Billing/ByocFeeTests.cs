using System.Numerics;
using Livepeer.Payments.Billing;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tests.Desk;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Billing;

public class ByocFeeTests
{
    private static readonly Rational Price = new(1_000_000_000);

    [Theory]
    [InlineData(30, 30, 120)]
    [InlineData(120, 120, 120)]
    [InlineData(500, 500, 500)]
    public void Of_AnyTime_IsThatTimeAndCoversTwoMinutes(int seconds, int billed, int covered)
    {
        var job = new ByocJob("echo", seconds, BigInteger.Zero);
        Assert.Equal((new Rational(billed) * Price, new Rational(covered) * Price), (JobFee.Of(job, Price), JobFee.Cover(job, Price)));
    }

    [Fact]
    public void Usage_ShortJob_IsItsExpectedCost()
    {
        var order = Some.Order(new ByocJob("echo", 30, BigInteger.Zero)) with { Offer = Some.Offer() with { Price = new PriceInfo(1_000_000_000, 1) } };
        var commit = (Situation.Ordinary with { Order = order }).Committed();
        Assert.Equal((15, new Rational(30_000_000_000), new Rational(30_000_000_000)), (commit.Plan.TicketCount, commit.Plan.Fee, commit.Usage!.Fee));
        Assert.Equal(commit.Plan.NewCredit - commit.Plan.Fee, commit.Plan.BalanceAfter);
    }
}
