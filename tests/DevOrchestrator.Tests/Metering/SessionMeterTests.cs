using DevOrchestrator.Metering;
using DevOrchestrator.Tests.Hosting;

namespace DevOrchestrator.Tests.Metering;

public sealed class SessionMeterTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    [Fact]
    public void Tick_EveryInterval_ChargesTheTimeSinceTheLast()
    {
        var clock = Some.Clock();
        List<long> charged = [];
        using var meter = new SessionMeter(clock, Interval, 10, Take, static _ => { });

        clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Empty(charged);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        clock.Advance(Interval);

        Assert.Equal([50L, 50L], charged);

        string? Take(long units)
        {
            charged.Add(units);
            return null;
        }
    }

    [Fact]
    public void Tick_ChargeRefused_EndsOnceWithTheReason()
    {
        var clock = Some.Clock();
        List<string> reasons = [];
        var credit = 70L;
        using var meter = new SessionMeter(clock, Interval, 10, Take, reasons.Add);

        for (var i = 0; i < 4; i++)
        {
            clock.Advance(Interval);
        }

        Assert.Equal(["only 20 left"], reasons);
        Assert.Equal(20, credit);

        string? Take(long units)
        {
            if (credit < units)
            {
                return $"only {credit} left";
            }

            credit -= units;
            return null;
        }
    }

    [Fact]
    public void Dispose_BeforeTheTick_ChargesNothingMore()
    {
        var clock = Some.Clock();
        var meter = new SessionMeter(clock, Interval, 10, static _ => throw new InvalidOperationException("charged"), static _ => { });

        meter.Dispose();

        clock.Advance(Interval * 3);
    }
}
