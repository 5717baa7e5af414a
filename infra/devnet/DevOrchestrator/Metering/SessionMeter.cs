namespace DevOrchestrator.Metering;

/// <summary>Charges a running session by the clock until a charge is refused or the session ends.</summary>
internal sealed class SessionMeter : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly UnitClock _units; // under _gate
    private readonly Func<long, string?> _charge;
    private readonly Action<string> _unpaid;
    private readonly ITimer _timer;
    private long _billedTo; // under _gate
    private bool _isOver; // under _gate

    /// <param name="time">The clock.</param>
    /// <param name="interval">Time between two charges.</param>
    /// <param name="unitsPerSecond">What one second costs, in units.</param>
    /// <param name="charge">Takes the price of so many units; answers why not, or null.</param>
    /// <param name="unpaid">Called once with that reason; the meter has ended by then.</param>
    public SessionMeter(TimeProvider time, TimeSpan interval, long unitsPerSecond, Func<long, string?> charge, Action<string> unpaid)
    {
        (_time, _charge, _unpaid) = (time, charge, unpaid);
        _units = new UnitClock(unitsPerSecond);
        _billedTo = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Tick(), null, interval, interval);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
        }

        _timer.Dispose();
    }

    private void Tick()
    {
        string? reason;
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            var now = _time.GetTimestamp();
            var units = _units.Take(_time.GetElapsedTime(_billedTo, now));
            _billedTo = now;
            reason = _charge(units);
            _isOver = reason is not null;
        }

        if (reason is not null)
        {
            _timer.Dispose();
            _unpaid(reason);
        }
    }
}
