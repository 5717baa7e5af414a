using System.Numerics;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Tests.Desk.Meters;

/// <summary>Begun seconds are billed whole, but each only once.</summary>
public sealed class MeterClockTests : IDisposable
{
    private readonly MeteredDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Seconds_PaidEveryFiveAndABit_AreTheTimeThatPassed()
    {
        await _desk.PayAsync(MeteredDesk.WithTicketsOf(MeteredDesk.Live("first"), 10_000));
        var billed = BigInteger.Zero;
        for (var i = 0; i < 100; i++)
        {
            _desk.Clock.Advance(TimeSpan.FromMilliseconds(5_010));
            billed += (await _desk.PayAsync(MeteredDesk.WithTicketsOf(MeteredDesk.Live($"{i}"), 10_000))).Plan.Meter!.Units;
        }

        Assert.Equal(501, billed);
    }

    [Fact]
    public async Task Seconds_PaidWithinASecondThatIsBilled_CostNothing()
    {
        await _desk.PayAsync(MeteredDesk.Live("1"));
        _desk.Clock.Advance(TimeSpan.FromMilliseconds(1_200));
        var begun = await _desk.PayAsync(MeteredDesk.Live("2"));
        _desk.Clock.Advance(TimeSpan.FromMilliseconds(700));
        var within = await _desk.PayAsync(MeteredDesk.Live("3"));
        Assert.Equal((new Rational(2_000), Rational.Zero), (begun.Plan.Fee, within.Plan.Fee));
        Assert.Equal(begun.Plan.Meter!.BilledUntil, within.Plan.Meter!.BilledUntil);
    }

    // Source: go-livepeer server/remote_signer.go, whose clock stands at the time of the call.
    [Fact]
    public async Task Seconds_HttpCaller_AreRoundedUpEachTime()
    {
        await _desk.PayAsync(Held(MeteredDesk.Live("1"), null));
        _desk.Clock.Advance(TimeSpan.FromMilliseconds(12_500));
        await _desk.PayAsync(Held(MeteredDesk.Live("2"), 0));
        Assert.Equal(_desk.Clock.GetUtcNow(), _desk.Meter.BilledUntil);
    }

    [Fact]
    public async Task Pixels_OddTime_AreBilledUntilNow()
    {
        await _desk.PayAsync(MeteredDesk.WithTicketsOf(MeteredDesk.Live("1", LiveUnit.PixelSeconds720p), 100_000_000_000));
        _desk.Clock.Advance(TimeSpan.FromMilliseconds(5_010));
        await _desk.PayAsync(MeteredDesk.WithTicketsOf(MeteredDesk.Live("2", LiveUnit.PixelSeconds720p), 100_000_000_000));
        Assert.Equal(_desk.Clock.GetUtcNow(), _desk.Meter.BilledUntil);
    }

    private static PaymentOrder Held(PaymentOrder order, long? step) => order with { Meter = new MeterOrder(step, OnlyIfDue: true) };
}
