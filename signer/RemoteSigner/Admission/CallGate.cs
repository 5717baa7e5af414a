namespace RemoteSigner.Admission;

/// <summary>
/// Counts the calls of one tenant, or of the whole process. Two numbers without a lock: how many calls are in flight, and until when the calls so far take
/// up the rate (a token bucket that holds one second, kept as a time). Limits come with each call, so that a changed one is in force at once.
/// </summary>
internal sealed class CallGate(TimeProvider time)
{
    // Far from 0, so that nothing that is added makes it look like a count.
    private const int Retired = int.MinValue;

    private int _inFlight;
    private long _takenUntil;

    /// <summary>Calls in flight.</summary>
    public int InFlight => Math.Max(0, Volatile.Read(ref _inFlight));

    /// <summary>Lets a call in, which has to <see cref="Leave"/>, or says why not.</summary>
    /// <param name="limits">In force for this call.</param>
    /// <param name="wait">Time until the rate has room again.</param>
    public GateVerdict TryEnter(CallLimits limits, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        var held = Volatile.Read(ref _inFlight);
        while (true)
        {
            if (held < 0)
            {
                return GateVerdict.Retired;
            }

            if (limits.InFlight > 0 && held >= limits.InFlight)
            {
                return GateVerdict.TooMany;
            }

            var seen = Interlocked.CompareExchange(ref _inFlight, held + 1, held);
            if (seen == held)
            {
                break;
            }

            held = seen;
        }

        if (limits.PerSecond == 0 || TryTake(limits.PerSecond, out wait))
        {
            return GateVerdict.Entered;
        }

        Leave();
        return GateVerdict.TooOften;
    }

    /// <summary>The end of a call that was let in.</summary>
    public void Leave() => Interlocked.Decrement(ref _inFlight);

    /// <summary>Closes the gate for good when it is idle: then it knows nothing that a new one would not.</summary>
    public bool TryRetire() =>
        Volatile.Read(ref _takenUntil) <= time.GetTimestamp() && Interlocked.CompareExchange(ref _inFlight, Retired, 0) == 0;

    private bool TryTake(int perSecond, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        var step = Math.Max(1, time.TimestampFrequency / perSecond);
        var room = time.TimestampFrequency - step;
        var now = time.GetTimestamp();
        var until = Volatile.Read(ref _takenUntil);
        while (true)
        {
            var from = Math.Max(until, now);
            if (from - now > room)
            {
                wait = time.GetElapsedTime(now + room, from);
                return false;
            }

            var seen = Interlocked.CompareExchange(ref _takenUntil, from + step, until);
            if (seen == until)
            {
                return true;
            }

            until = seen;
        }
    }
}

/// <summary>What a gate says to a call.</summary>
internal enum GateVerdict
{
    /// <summary>The gate was closed for good; there is, or will be, another one.</summary>
    Retired,

    /// <summary>It is in.</summary>
    Entered,

    /// <summary>As many are in flight as may be.</summary>
    TooMany,

    /// <summary>They come more often than they may.</summary>
    TooOften,
}
