namespace Livepeer.Orchestrators.Health;

/// <summary>
/// Latency, errors and circuit of one orchestrator for one kind of work, shared by all streams and jobs of the process. Time heals, refreshes do not:
/// go-livepeer counts refreshes and so forgives a broken orchestrator within a segment or never.
/// </summary>
public sealed class OrchestratorHealth(HealthOptions options, TimeProvider time)
{
    private const int MaxDoublings = 10;

    private static readonly TimeSpan LastResortInterval = TimeSpan.FromSeconds(2);

    // Guards everything below; held for arithmetic only.
    private readonly Lock _gate = new();
    private DateTimeOffset _pausedUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _lastFailure = DateTimeOffset.MinValue;
    private DateTimeOffset _probeSince = DateTimeOffset.MinValue;
    private DateTimeOffset _lastResortAt = DateTimeOffset.MinValue;
    private OrchestratorFault _lastFault;
    private int _failures;
    private int _slowInRow;
    private bool _needsProbe;
    private double? _latencyScore;
    private double _errorRate;

    /// <summary>Health now.</summary>
    public HealthState State
    {
        get
        {
            lock (_gate)
            {
                var now = time.GetUtcNow();
                var circuit = Circuit_NeedsLock(now);
                return new HealthState(circuit, circuit == CircuitState.Open ? _pausedUntil : null, _latencyScore, _errorRate, _lastFault);
            }
        }
    }

    /// <summary>Whether the orchestrator may be used now. After a pause the first caller gets the one probe: it must report success or a fault.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            switch (Circuit_NeedsLock(now))
            {
                case CircuitState.Closed:
                    return true;
                case CircuitState.HalfOpen when now - _probeSince >= options.ProbePatience:
                    _probeSince = now;
                    _lastResortAt = now;
                    return true;
                default:
                    return false;
            }
        }
    }

    /// <summary>
    /// Whether the orchestrator may be used although it is paused, because there is no other: one caller every two seconds whatever
    /// came of the one before, the probe included, and never after misbehaviour.
    /// A pause exists to prefer others; with no others it would turn one fault into an outage.
    /// </summary>
    public bool TryEnterAsLastResort()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_lastFault == OrchestratorFault.Misbehaved || now - _lastResortAt < LastResortInterval)
            {
                return false;
            }

            _lastResortAt = now;
            return true;
        }
    }

    /// <summary>Gives a probe back unused, for example when the job was cancelled before it was sent.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _probeSince = DateTimeOffset.MinValue;
        }
    }

    /// <summary>Work was delivered.</summary>
    /// <param name="latencyScore">Time taken over nominal time: for video the segment's duration, for AI the pool's usual time for such work.</param>
    public void Succeeded(double latencyScore)
    {
        lock (_gate)
        {
            _latencyScore = _latencyScore is { } before ? Smooth(before, latencyScore) : latencyScore;
            _errorRate = Smooth(_errorRate, 0);
            _slowInRow = 0;
            _probeSince = DateTimeOffset.MinValue;
            _lastResortAt = DateTimeOffset.MinValue;

            // Work of an earlier request may still arrive well after one that was wrong; that ends no pause.
            if (_lastFault != OrchestratorFault.Misbehaved || time.GetUtcNow() >= _pausedUntil)
            {
                _needsProbe = false;
                _pausedUntil = DateTimeOffset.MinValue;
                _lastFault = OrchestratorFault.Unknown;
            }
        }
    }

    /// <summary>
    /// Work failed by the orchestrator's fault. Many streams may meet the same trouble at once, and each reports it: during a pause further faults neither
    /// lengthen it nor count as failures, except misbehaviour, which makes it long.
    /// </summary>
    public void Failed(OrchestratorFault fault)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _probeSince = DateTimeOffset.MinValue;
            if (now < _pausedUntil)
            {
                FailedDuringPause_NeedsLock(fault, now);
                return;
            }

            _lastFault = fault;
            if (fault is OrchestratorFault.Busy or OrchestratorFault.Unsuitable)
            {
                PauseUntil_NeedsLock(now + (fault == OrchestratorFault.Busy ? options.BusyPause : options.UnsuitablePause));
                return;
            }

            _errorRate = Smooth(_errorRate, 1);
            if (fault == OrchestratorFault.Slow && ++_slowInRow < 2)
            {
                return;
            }

            Forgive_NeedsLock(now);
            _failures = Math.Min(_failures + 1, MaxDoublings);
            _lastFailure = now;
            PauseUntil_NeedsLock(now + (fault == OrchestratorFault.Misbehaved ? options.LongestPause : Pause_NeedsLock()));
        }
    }

    private void FailedDuringPause_NeedsLock(OrchestratorFault fault, DateTimeOffset now)
    {
        if (fault is not (OrchestratorFault.Busy or OrchestratorFault.Unsuitable))
        {
            _errorRate = Smooth(_errorRate, 1);
        }

        if (fault == OrchestratorFault.Misbehaved)
        {
            _lastFault = fault;
            PauseUntil_NeedsLock(now + options.LongestPause);
        }
    }

    private double Smooth(double before, double latest) => (before * (1 - options.Smoothing)) + (latest * options.Smoothing);

    private CircuitState Circuit_NeedsLock(DateTimeOffset now)
    {
        if (now < _pausedUntil)
        {
            return CircuitState.Open;
        }

        return _needsProbe ? CircuitState.HalfOpen : CircuitState.Closed;
    }

    // A shorter pause never cuts a longer one.
    private void PauseUntil_NeedsLock(DateTimeOffset end)
    {
        _pausedUntil = end > _pausedUntil ? end : _pausedUntil;
        _needsProbe = true;
    }

    private void Forgive_NeedsLock(DateTimeOffset now)
    {
        if (_failures > 0)
        {
            var forgiven = (long)((now - _lastFailure) / options.Forgiveness);
            _failures = (int)Math.Max(0, _failures - forgiven);
        }
    }

    private TimeSpan Pause_NeedsLock()
    {
        var pause = options.FirstPause * Math.Pow(2, _failures - 1);
        return pause < options.LongestPause ? pause : options.LongestPause;
    }
}
