namespace Livepeer.Ledger;

/// <summary>
/// The ledger's clock: the wall clock, except that it never runs backwards, also not across restarts. When the wall clock was set back, time
/// goes on at half speed until the wall clock has caught up, so that lifetimes keep ending and the lead melts away.
/// </summary>
/// <remarks>Used by the writer's thread alone.</remarks>
internal sealed class LedgerClock(TimeProvider time, DateTimeOffset highWaterMark)
{
    private DateTimeOffset _last = highWaterMark;
    private DateTimeOffset _lastWall = time.GetUtcNow();
    private long _lastTimestamp = time.GetTimestamp();
    private bool _jumpUntold;

    /// <summary>How far the wall clock may get ahead of the monotonic one between two readings before that counts as a jump. Clocks that are corrected slowly stay below.</summary>
    public static TimeSpan JumpLimit { get; } = TimeSpan.FromSeconds(10);

    /// <summary>How far the last reading was ahead of the wall clock.</summary>
    public TimeSpan Lead { get; private set; }

    /// <summary>
    /// Whether the wall clock jumped forward before the last reading while this process noticed no time passing. So it looks when the machine was
    /// asleep, or when an old state of a virtual machine was resumed, whose memory and disk do not know what was done since. A mark of the store that far
    /// ahead is the same: other writers' time jumped, and rows have ended that this process takes for running.
    /// </summary>
    public bool Jumped { get; private set; }

    public DateTimeOffset Read()
    {
        var timestamp = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_lastTimestamp, timestamp);
        var slowed = _last + (elapsed > TimeSpan.Zero ? elapsed / 2 : TimeSpan.Zero);
        var wall = time.GetUtcNow().ToUniversalTime();

        Jumped = _jumpUntold || wall - _lastWall - elapsed > JumpLimit;
        _jumpUntold = false;
        _lastWall = wall;
        _lastTimestamp = timestamp;
        _last = wall > slowed ? wall : slowed;
        Lead = _last - wall;
        return _last;
    }

    /// <summary>The store has come further: the clock never goes back behind it.</summary>
    public void Raise(DateTimeOffset mark)
    {
        // Compared with now, not with the last reading: that may be long ago.
        var now = Read();
        _jumpUntold = Jumped || mark - now > JumpLimit;
        _last = mark > _last ? mark : _last;
    }
}
