using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Tests.Desk.Meters;

/// <summary>Orchestrators forget a balance after ten idle minutes; the account believes in its credit for nine.</summary>
public sealed class MeterIdlenessTests : IDisposable
{
    private static readonly TimeSpan Lifetime = BalanceRules.IdleLifetime;
    private readonly MeteredDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Fixed_CreditIdleForTooLong_IsNotBelieved()
    {
        await _desk.PayAsync(MeteredDesk.WithTicketsOf(MeteredDesk.Fixed("1"), 5_000));
        _desk.Clock.Advance(Lifetime - TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await _desk.PayAsync(MeteredDesk.Fixed("2"))).Plan.TicketCount);
        _desk.Clock.Advance(Lifetime);
        Assert.Equal(10, (await _desk.PayAsync(MeteredDesk.Fixed("3"))).Plan.TicketCount);
        Assert.Equal(Rational.Zero, _desk.Meter.Balance);
    }

    [Fact]
    public async Task Fixed_DebtIdleForTooLong_IsStillOwed()
    {
        await _desk.PayAsync(MeteredDesk.WithTicketsOf(MeteredDesk.Fixed("1"), 5_000));
        await _desk.PayAsync(MeteredDesk.Fixed("2"));
        await _desk.SettleAsync("1", PaymentOutcomeKind.NotSent);
        Assert.Equal(new Rational(-1_000), _desk.Meter.Balance);
        _desk.Clock.Advance(Lifetime);
        Assert.Equal(20, (await _desk.PayAsync(MeteredDesk.Fixed("3"))).Plan.TicketCount);
    }

    [Fact]
    public async Task Live_CreditIdleForTooLong_BeginsAnew()
    {
        await _desk.PayAsync(MeteredDesk.WithTicketsOf(MeteredDesk.Live("1"), 1_000_000));
        _desk.Clock.Advance(Lifetime);
        var payment = await _desk.PayAsync(MeteredDesk.Live("2"));
        Assert.Equal((100, new Rational(10_000), null), (payment.Plan.TicketCount, payment.Plan.Fee, payment.Plan.Meter!.BilledFrom));
    }

    // A debt that no single payment can pay would be refused for ever (C5), whichever limit of a payment is in its way.
    [Theory]
    [InlineData(100, 1_000_000)]
    [InlineData(600, 15)]
    public async Task Live_DebtThatOnePaymentCannotPay_BeginsAnew(int nonceLimit, int maxTotalTickets)
    {
        using var desk = new MeteredDesk(PaymentPolicy.Default with
        {
            NonceLimit = nonceLimit,
            MaxTicketsPerPayment = 600,
            MaxTotalEv = new Rational(maxTotalTickets * 10_000L),
            LiveMaxCatchUp = TimeSpan.FromMinutes(30),
        });
        Assert.Equal(1, (await desk.PayAsync(MeteredDesk.WithTicketsOf(MeteredDesk.Live("1"), 10_000))).Plan.TicketCount);
        desk.Clock.Advance(TimeSpan.FromSeconds(1_200));

        var payment = await desk.PayAsync(MeteredDesk.WithTicketsOf(MeteredDesk.Live("2"), 10_000));

        Assert.Equal((1, null), (payment.Plan.TicketCount, payment.Plan.Meter!.BilledFrom));
    }

    // A go-livepeer caller that is told "no tickets" leaves no trace: its work may have gone on all the time.
    [Fact]
    public async Task HttpCaller_CreditForLonger_IsBelieved()
    {
        await _desk.PayAsync(MeteredDesk.WithTicketsOf(MeteredDesk.Live("1"), 1_000_000) with { Meter = new MeterOrder(OnlyIfDue: true) });
        _desk.Clock.Advance(Lifetime);
        Assert.Equal(RefusalKind.NothingDue, (await _desk.RefuseAsync(MeteredDesk.Live("2") with { Meter = new MeterOrder(0, OnlyIfDue: true) })).Kind);
    }
}
