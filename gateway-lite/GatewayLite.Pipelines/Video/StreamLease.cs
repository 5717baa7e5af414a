using GatewayLite.Pipelines.Dispatch;

namespace GatewayLite.Pipelines.Video;

/// <summary>A lease of one stream, used by several of its segments at once.</summary>
internal sealed class StreamLease(HeldLease held, DateTimeOffset takenAt, Action<StreamLease> over)
{
    private readonly Lock _lock = new();

    // Both guarded by the lock.
    private int _uses;
    private bool _retired;

    public HeldLease Held => held;

    /// <summary>When its session was asked for; renewals of a standby move it.</summary>
    public DateTimeOffset FreshSince { get; set; } = takenAt;

    public LeaseUse Enter()
    {
        lock (_lock)
        {
            _uses++;
        }

        return new LeaseUse(this);
    }

    public void Leave()
    {
        lock (_lock)
        {
            _uses--;
            if (!_retired || _uses > 0)
            {
                return;
            }
        }

        over(this);
    }

    /// <summary>No further segment will use it.</summary>
    /// <returns>False when that was so already.</returns>
    public bool Retire()
    {
        lock (_lock)
        {
            if (_retired)
            {
                return false;
            }

            _retired = true;
            if (_uses > 0)
            {
                return true;
            }
        }

        over(this);
        return true;
    }
}
