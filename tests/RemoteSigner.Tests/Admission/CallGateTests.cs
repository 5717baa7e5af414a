using Microsoft.Extensions.Time.Testing;
using RemoteSigner.Admission;
using TestKit.Payments;

namespace RemoteSigner.Tests.Admission;

public sealed class CallGateTests
{
    private readonly FakeTimeProvider _time = new(Some.Now);

    [Fact]
    public void Rate_UsedUp_ComesBackPartByPart()
    {
        var gate = new CallGate(_time);
        var limits = new CallLimits(0, 4);

        Assert.Equal(4, Enumerable.Range(0, 10).Count(i => gate.TryEnter(limits, out _) == GateVerdict.Entered));
        Assert.Equal(GateVerdict.TooOften, gate.TryEnter(limits, out var wait));
        Assert.Equal(TimeSpan.FromMilliseconds(250), wait);

        _time.Advance(wait - TimeSpan.FromTicks(1));
        Assert.Equal(GateVerdict.TooOften, gate.TryEnter(limits, out _));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(GateVerdict.Entered, gate.TryEnter(limits, out _));
        Assert.Equal(GateVerdict.TooOften, gate.TryEnter(limits, out _));

        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(4, Enumerable.Range(0, 10).Count(i => gate.TryEnter(limits, out _) == GateVerdict.Entered));
    }

    [Fact]
    public void CallThatTheRateStops_TakesNoPlace()
    {
        var gate = new CallGate(_time);

        gate.TryEnter(new CallLimits(2, 1), out _);
        gate.TryEnter(new CallLimits(2, 1), out _);

        Assert.Equal(1, gate.InFlight);
    }

    [Fact]
    public void Limit_Lowered_IsInForceForTheNextCall()
    {
        var gate = new CallGate(_time);
        gate.TryEnter(new CallLimits(8, 0), out _);
        gate.TryEnter(new CallLimits(8, 0), out _);

        Assert.Equal(GateVerdict.TooMany, gate.TryEnter(new CallLimits(2, 0), out _));
        gate.Leave();
        Assert.Equal(GateVerdict.Entered, gate.TryEnter(new CallLimits(2, 0), out _));
    }

    [Fact]
    public void ManyThreads_AtOneGate_AreNeverMoreInsideThanMayBe()
    {
        var gate = new CallGate(_time);
        var (inside, most, entered) = (0, 0, 0);

        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                if (gate.TryEnter(new CallLimits(3, 0), out _) == GateVerdict.Entered)
                {
                    var now = Interlocked.Increment(ref inside);
                    Interlocked.Increment(ref entered);
                    InterlockedMax(ref most, now);
                    Interlocked.Decrement(ref inside);
                    gate.Leave();
                }
            }
        });

        Assert.InRange(most, 1, 3);
        Assert.True(entered >= 2_000);
        Assert.Equal(0, gate.InFlight);
    }

    [Fact]
    public void Gate_ThatIsIdle_RetiresAndLetsNobodyIn()
    {
        var gate = new CallGate(_time);
        gate.TryEnter(new CallLimits(0, 1), out _);
        Assert.False(gate.TryRetire());
        gate.Leave();
        Assert.False(gate.TryRetire());

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(gate.TryRetire());
        Assert.Equal(GateVerdict.Retired, gate.TryEnter(default, out _));
        Assert.Equal(0, gate.InFlight);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
