namespace Livepeer.Ledger;

/// <summary>
/// The ledger's clock: the wall clock, except that it never runs backwards, also not across restarts. When the wall clock was set back, time
/// goes on at half speed until the wall clock has caught up, so that lifetimes keep ending and the lead melts away.
/// </summary>
/// <remarks>Used by the writer's thread alone.</remarks>
internal sealed class LedgerClock(TimeProvider time, DateTimeOffset highWaterMark)
{
    private DateTimeOffset _last = highWaterMark;
    private long _lastTimestamp = time.GetTimestamp();

    /// <summary>How far the last reading was ahead of the wall clock.</summary>
    public TimeSpan Lead { get; private set; }

    public DateTimeOffset Read()
    {
        var timestamp = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_lastTimestamp, timestamp);
        var slowed = _last + (elapsed > TimeSpan.Zero ? elapsed / 2 : TimeSpan.Zero);
        var wall = time.GetUtcNow().ToUniversalTime();

        _lastTimestamp = timestamp;
        _last = wall > slowed ? wall : slowed;
        Lead = _last - wall;
        return _last;
    }
}
