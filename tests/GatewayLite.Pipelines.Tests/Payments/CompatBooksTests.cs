using System.Numerics;
using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Payments.Compat;
using GatewayLite.Pipelines.Tests.Support;
using Google.Protobuf;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace GatewayLite.Pipelines.Tests.Payments;

/// <summary>The books between a signer and an orchestrator, which are played here in whole wei by their own rules.</summary>
public sealed class CompatBooksTests
{
    private const long Price = 10;
    private const int MostTickets = 100;

    private readonly CompatAccount _account = new();
    private readonly DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private BigInteger _signer;
    private BigInteger _orchestrator;
    private int _keys;

    [Theory]
    [InlineData(0, 0, 25, 25, 25)]
    [InlineData(0, 15, 10, 25, 10)]
    [InlineData(0, 40, 10, 25, -15)]
    [InlineData(15, 0, 10, 25, 40)]
    [InlineData(0, 0, 30, 25, 30)]
    public void Need_SignerAndCredit_BringsTheOrchestratorToWhatItWants(int signer, int existing, int units, int ev, int need) =>
        Assert.Equal(need, CompatRules.Need(new Rational(signer), new Rational(existing), Rational.One, units, new Rational(ev)));

    [Fact]
    public void Need_PriceOfAFraction_IsRoundedUp() =>
        Assert.Equal(10, CompatRules.Need(Rational.Zero, Rational.Zero, new Rational(1, 3), 1, new Rational(new BigInteger(10), new BigInteger(3))));

    /// <summary>The table of the case that its specification works through: one ticket is worth 25 units, every job has 10.</summary>
    [Fact]
    public void Jobs_OneAfterTheOther_PayWhatIsUsed()
    {
        var tickets = Enumerable.Range(0, 12).Select(_ => Job(10, 250, static (_, units) => units)).ToArray();

        Assert.Equal(12 * 100, Paid(tickets, 250) - _orchestrator);
        Assert.True(_orchestrator <= 3 * 250, $"{_orchestrator} wei are left there");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Jobs_AnyOrderOfOutcomes_AreNeverUnderpaid(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 3_000; i++)
        {
            var ev = 50 * random.Next(1, 40);
            _ = Job(random.Next(1, 400), ev, (outcome, units) => outcome switch
            {
                < 6 => units,
                6 => 0,
                _ => random.Next(0, (int)units + 1),
            }, random.Next(10));
        }
    }

    [Fact]
    public void Jobs_SideBySide_NeverCountOnTheSameCredit()
    {
        _ = Job(10, 1_000, static (_, units) => units);
        var order = Order(10, 1_000);

        var first = _account.Begin("x", order, _now)!;
        var second = _account.Begin("y", order, _now)!;

        Assert.Equal((_signer - _orchestrator + 1_000) / Price, first.Need);
        Assert.Equal((_signer + 1_000) / Price, second.Need);
    }

    [Fact]
    public void Rejected_OrchestratorLostItsBooks_BeginsAnew()
    {
        _ = Job(10, 1_000, static (_, units) => units);
        var order = Order(10, 1_000);
        _ = _account.Begin("x", order, _now);

        _account.Settle(new Settlement("x", PaymentOutcomeKind.Rejected, 0, "Insufficient balance"), _now);
        var stage = _account.Begin("y", order, _now)!;

        Assert.Null(stage.Position);
        Assert.Equal(100, stage.Need);
    }

    [Fact]
    public void Credit_IdleForTooLong_IsNotCountedOn()
    {
        _ = Job(10, 1_000, static (_, units) => units);
        var soon = _account.Begin("x", Order(10, 1_000), _now)!;
        _account.Settle(new Settlement("x", PaymentOutcomeKind.NotSent, 0, ""), _now);

        var late = _account.Begin("y", Order(10, 1_000), _now.AddMinutes(9))!;

        Assert.True(late.Need > soon.Need, $"{late.Need} and {soon.Need}");
        Assert.Equal(100 + (_signer / Price), late.Need);
    }

    [Fact]
    public void Price_Changed_BeginsAnewAndKeepsTheCredit()
    {
        _ = Job(10, 1_000, static (_, units) => units);

        var stage = _account.Begin("x", Order(10, 1_000, price: 20), _now)!;

        Assert.Null(stage.Position);
        Assert.Equal((1_000 - _orchestrator) / 20, stage.Need);
    }

    [Fact]
    public void Begin_AsManyOpenAsMayBe_IsRefused()
    {
        var order = Order(10, 1_000);
        for (var i = 0; i < CompatAccount.MaxOpen; i++)
        {
            Assert.NotNull(_account.Begin(FormattableString.Invariant($"{i}"), order, _now));
        }

        Assert.Null(_account.Begin("one more", order, _now));
    }

    private static BigInteger Paid(int[] tickets, int ev) => tickets.Aggregate(BigInteger.Zero, (sum, count) => sum + (count * ev));

    private static CompatOrder Order(long units, long ev, long price = Price)
    {
        var request = new PaymentRequest("unused", "session", AiOffer.Fresh(price, ev).ToByteArray(), new AiJob(27, "model", units, default), null, TimeSpan.FromSeconds(1));
        Assert.True(CompatOrder.TryRead(request, out var order, out _));
        return order;
    }

    /// <summary>One job through signer and orchestrator.</summary>
    /// <param name="units">Of the job.</param>
    /// <param name="ev">Of one ticket.</param>
    /// <param name="billed">Units that the orchestrator bills, by the outcome.</param>
    /// <param name="outcome">0 to 5: done; 6: failed after the payment; 7: billed something; 8: never sent; 9: the answer was lost.</param>
    private int Job(long units, long ev, Func<int, long, long> billed, int outcome = 0)
    {
        var key = FormattableString.Invariant($"{_keys++}");
        var order = Order(units, ev);
        var stage = _account.Begin(key, order, _now)!;
        var tickets = 0;
        if (stage.Need > 0)
        {
            tickets = Sign(stage, ev);
            if (tickets > MostTickets)
            {
                _account.Settle(new Settlement(key, PaymentOutcomeKind.NotSent, 0, ""), _now);
                return 0;
            }

            if (tickets > 0)
            {
                var position = new SignerPosition([1], [], stage.CreditAfter(new Rational(tickets * ev), order.Price.PerUnit), order.Price);
                _account.Paid(key, new Rational(tickets * ev), position);
                Assert.Equal(new Rational(_signer), position.Credit);
            }
        }

        if (outcome == 8)
        {
            _account.Settle(new Settlement(key, PaymentOutcomeKind.NotSent, 0, ""), _now);
            return tickets;
        }

        _orchestrator += tickets * ev;
        Assert.True(_orchestrator >= BigInteger.Max(units * Price, ev), $"job {key}: {_orchestrator} wei at the orchestrator do not cover {units * Price} and a ticket of {ev}");
        var done = billed(outcome, units);
        _orchestrator -= done * Price;
        _account.Settle(outcome == 9 ? new Settlement(key, PaymentOutcomeKind.Lost, 0, "") : new Settlement(key, PaymentOutcomeKind.Delivered, done, ""), _now);
        return tickets;
    }

    /// <summary>As go-livepeer's signer pays for a number of units.</summary>
    private int Sign(CompatStage stage, long ev)
    {
        _signer = stage.Position is null ? 0 : _signer;
        var fee = stage.Need * Price;
        var wanted = BigInteger.Max(fee, ev) - _signer;
        var tickets = wanted <= 0 ? 0 : (int)((wanted + ev - 1) / ev);
        if (tickets is > 0 and <= MostTickets)
        {
            _signer += (tickets * ev) - fee;
        }

        return tickets;
    }
}
