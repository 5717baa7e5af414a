using System.Numerics;

namespace DevOrchestrator.Metering;

/// <summary>
/// Turns time into whole units. What is left of a unit counts the next time, so that nothing is lost however often it is asked.
/// Source: go-livepeer server/live_payment_processor.go, which does the same in floating point.
/// </summary>
internal sealed class UnitClock(long unitsPerSecond)
{
    private BigInteger _rest; // units times ticks per second

    /// <summary>The whole units of the time that has passed since the last call.</summary>
    public long Take(TimeSpan elapsed)
    {
        var units = BigInteger.DivRem((new BigInteger(elapsed.Ticks) * unitsPerSecond) + _rest, TimeSpan.TicksPerSecond, out _rest);
        return (long)units;
    }
}
