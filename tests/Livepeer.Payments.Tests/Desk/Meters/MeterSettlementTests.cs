using FsCheck.Xunit;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Tests.Desk.Meters;

/// <summary>Outcomes of metered payments: what was not delivered is paid once more, never twice.</summary>
public sealed class MeterSettlementTests : IDisposable
{
    private readonly MeteredDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData(PaymentOutcomeKind.NotSent, "")]
    [InlineData(PaymentOutcomeKind.Rejected, "TicketParams expired")]
    [InlineData(PaymentOutcomeKind.Rejected, "Insufficient balance")]
    [InlineData(PaymentOutcomeKind.Lost, "")]
    public async Task Fixed_NotDelivered_IsPaidOnceMore(PaymentOutcomeKind outcome, string text)
    {
        await _desk.PayAsync(MeteredDesk.Fixed("1"));
        Assert.Equal(Rational.Zero, (await _desk.SettleAsync("1", outcome, text)).Balance);
        Assert.Equal(10, (await _desk.PayAsync(MeteredDesk.Fixed("2"))).Plan.TicketCount);
        Assert.Equal(Rational.Zero, _desk.Meter.Balance);
    }

    [Theory]
    [InlineData(PaymentOutcomeKind.Delivered, 1_000)]
    [InlineData(PaymentOutcomeKind.NotSent, 2_000)]
    [InlineData(PaymentOutcomeKind.Rejected, 2_000)]
    [InlineData(PaymentOutcomeKind.Lost, 1_000)]
    public async Task Fixed_PaidFromCredit_GivesItBackUnlessItMayBeSpent(PaymentOutcomeKind outcome, int left)
    {
        await _desk.PayAsync(MeteredDesk.WithTicketsOf(MeteredDesk.Fixed("1"), 3_000));
        await _desk.SettleAsync("1", PaymentOutcomeKind.Delivered);
        Assert.Equal(0, (await _desk.PayAsync(MeteredDesk.Fixed("2"))).Plan.TicketCount);
        Assert.Equal(new SettlementResult("2", SettlementState.Settled, new(left)), await _desk.SettleAsync("2", outcome));
    }

    [Fact]
    public async Task Live_NotSent_StillOwesTheTime()
    {
        await _desk.PayAsync(MeteredDesk.Live("1"));
        Assert.Equal(new Rational(-10_000), (await _desk.SettleAsync("1", PaymentOutcomeKind.NotSent)).Balance);
    }

    [Fact]
    public async Task WithoutTickets_OrchestratorLostItsBalance_NextPaymentBuysTickets()
    {
        await _desk.PayAsync(MeteredDesk.WithTicketsOf(MeteredDesk.Live("1"), 1_000_000));
        Assert.Equal(0, (await _desk.PayAsync(MeteredDesk.Live("2"))).Plan.TicketCount);
        Assert.Equal(SettlementState.Settled, (await _desk.SettleAsync("2", PaymentOutcomeKind.Rejected, "invalid recipientRand for recipientRandHash")).State);
        Assert.Equal(50, (await _desk.PayAsync(MeteredDesk.Live("3"))).Plan.TicketCount);
    }

    [Fact]
    public async Task OrchestratorLostItsBalance_CreditOfOlderPayments_DoesNotComeBack()
    {
        await _desk.PayAsync(MeteredDesk.WithTicketsOf(MeteredDesk.Fixed("1"), 3_000));
        await _desk.PayAsync(MeteredDesk.Fixed("2"));
        await _desk.PayAsync(MeteredDesk.Fixed("3"));
        await _desk.SettleAsync("3", PaymentOutcomeKind.Rejected, "Insufficient balance");
        Assert.Equal(Rational.Zero, (await _desk.SettleAsync("2", PaymentOutcomeKind.NotSent)).Balance);
    }

    [Fact]
    public async Task BegunAnew_LateOutcomeOfBefore_DoesNotTouchTheNewBalance()
    {
        await _desk.PayAsync(MeteredDesk.Live("1"));
        _desk.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Null((await _desk.PayAsync(MeteredDesk.Live("2"))).Plan.Meter!.BilledFrom);
        Assert.Equal(new SettlementResult("1", SettlementState.AlreadySettled, Rational.Zero), await _desk.SettleAsync("1", PaymentOutcomeKind.NotSent));
    }

    // The other side's book: it credits and bills what was delivered, and knows nothing of the rest.
    [Property(MaxTest = 100)]
    public async Task AnyOutcomes_AccountOfFixedWork_IsTheOrchestrators(byte[] steps)
    {
        using var desk = new MeteredDesk();
        var orchestrator = Rational.Zero;
        var waiting = new Queue<Payment>();
        var settled = 0;
        foreach (var step in steps.Take(40))
        {
            waiting.Enqueue(await desk.PayAsync(MeteredDesk.WithTicketsOf(MeteredDesk.Fixed($"{settled + waiting.Count}"), step % 2 == 0 ? 300 : 7_000)));
            if (waiting.Count > step % 4)
            {
                await SettleOldestAsync((PaymentOutcomeKind)(1 + (step % 3)));
            }
        }

        while (waiting.Count > 0)
        {
            await SettleOldestAsync(PaymentOutcomeKind.NotSent);
        }

        Assert.Equal(orchestrator, steps.Length == 0 ? Rational.Zero : desk.Meter.Balance);

        async Task SettleOldestAsync(PaymentOutcomeKind reported)
        {
            var payment = waiting.Dequeue();
            var outcome = reported == PaymentOutcomeKind.Lost ? PaymentOutcomeKind.NotSent : reported;
            if (outcome == PaymentOutcomeKind.Delivered)
            {
                orchestrator += payment.Plan.NewCredit - payment.Plan.Fee;
            }

            Assert.Equal(SettlementState.Settled, (await desk.SettleAsync($"{settled++}", outcome)).State);
        }
    }
}
