using Microsoft.Extensions.Time.Testing;

namespace RemoteSigner.Tests.Repair;

/// <summary>A clock that stands until somebody waits for it, and is then there at once: what it shows is how long was waited for.</summary>
internal sealed class LeapingClock(DateTimeOffset now) : FakeTimeProvider(now)
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
        {
            // Not before the one who waits has its timer.
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
